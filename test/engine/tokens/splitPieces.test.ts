import cl100k from 'js-tiktoken/ranks/cl100k_base';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { describe, expect, it } from 'vitest';
import { type PieceEnd, pieceEndCl100k, pieceEndO200k } from '../../../src/engine/tokens/splitPieces.ts';

describe('o200k_base', () => {
  it.each([
    ['words break between cases', 'parseHTTPServerName', ['parse', 'HTTPServer', 'Name']],
    ['contractions belong to the word', "We'll they'RE x'd", ["We'll", " they'RE", " x'd"]],
    ['capitals are given back behind an uncased letter', 'AB日CD', ['AB日', 'CD']],
    ['a mark alone is a word', ' \u0301', [' \u0301']],
    ['slashes follow line ends', '!\n/\n/x', ['!\n/\n/', 'x']],
  ])('%s', (_, text, pieces) => {
    expect(split(text, pieceEndO200k)).toEqual(pieces);
  });

  it('cuts every pair and triple of telling characters as the published pattern does', () => {
    for (const text of combinations()) expect(split(text, pieceEndO200k)).toEqual(matches(text, o200k.pat_str));
  });
});

describe('cl100k_base', () => {
  it.each([
    ['words keep their capitals', 'parseHTTPServerName', ['parseHTTPServerName']],
    ['contractions are pieces of their own', "We'll 'such", ['We', "'ll", " '", 'such']],
    ['numbers come in threes', '1234567', ['123', '456', '7']],
    ['whitespace leaves one character to the next word', '   x', ['  ', ' x']],
    ['whitespace ends behind its last line end', ' \n \n  x', [' \n \n', ' ', ' x']],
  ])('%s', (_, text, pieces) => {
    expect(split(text, pieceEndCl100k)).toEqual(pieces);
  });

  it('cuts every pair and triple of telling characters as the published pattern does', () => {
    for (const text of combinations()) expect(split(text, pieceEndCl100k)).toEqual(matches(text, cl100k.pat_str));
  });
});

function split(text: string, pieceEnd: PieceEnd): readonly string[] {
  const bytes = Buffer.from(text);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = pieceEnd(bytes, at, bytes.length);
    pieces.push(bytes.toString('utf8', at, end));
    at = end;
  }
  return pieces;
}

function matches(text: string, pattern: string): readonly string[] {
  return [...text.matchAll(new RegExp(pattern, 'gu'))].map(match => match[0]);
}

/** Upper, lower, uncased, mark, digit, blank, other space, line ends, slash, apostrophe, symbols, letters of contractions. */
function combinations(): readonly string[] {
  const telling = ['A', 'b', '日', '\u0301', '1', ' ', '\u00a0', '\n', '\r', '/', "'", '!', '😀', 's', 'L', 'l'];
  const pairs = telling.flatMap(first => telling.map(second => first + second));
  return [...pairs, ...pairs.flatMap(pair => telling.map(third => pair + third))];
}
