import { describe, expect, it } from 'vitest';
import { PairMerger } from '../../../src/engine/tokens/pairMerger.ts';
import { Vocabulary } from '../../../src/engine/tokens/vocabulary.ts';

describe('PairMerger', () => {
  it('merges the lowest rank first, leftmost among equals', () => {
    expect(merge('aab', ['a', 'b', 'ab', 'aa'])).toEqual(['a', 'ab']);
    expect(merge('aab', ['a', 'b', 'aa', 'ab'])).toEqual(['aa', 'b']);
    expect(merge('aaa', ['a', 'aa'])).toEqual(['aa', 'a']);
  });

  it('merges long pieces to the parts that short ones give', () => {
    const tokens = ['a', 'b', 'c', 'aa', 'bc', 'aab', 'bcbc', 'aaaa', 'ca'];

    const once = merge('aaabcbcaaaa', tokens);
    const often = merge('aaabcbcaaaa\u0000'.repeat(300), [...tokens, '\u0000']);

    expect(often).toEqual(Array.from({ length: 300 }, () => [...once, '\u0000']).flat());
  });

  it('leaves bytes that never meet in a token alone', () => {
    expect(merge('xyz'.repeat(100), ['x', 'y', 'z'])).toHaveLength(300);
  });

  it('works on after a piece that needed larger arrays', () => {
    const merger = new PairMerger(vocabularyOf(['a', 'aa']));

    merger.merge(Buffer.alloc(200_000, 'a'), 0, 200_000);

    expect(merger.merge(Buffer.from('aaa'), 0, 3)).toBe(2);
  });
});

function merge(text: string, tokens: readonly string[]): readonly string[] {
  const bytes = Buffer.from(text);
  const merger = new PairMerger(vocabularyOf(tokens));
  const parts = merger.merge(bytes, 0, bytes.length);
  return Array.from({ length: parts }, (_, part) =>
    bytes.toString('utf8', merger.starts[part] ?? 0, merger.starts[part + 1] ?? 0),
  );
}

function vocabularyOf(tokens: readonly string[]): Vocabulary {
  return new Vocabulary(`! 0 ${tokens.map(token => Buffer.from(token).toString('base64')).join(' ')}`);
}
