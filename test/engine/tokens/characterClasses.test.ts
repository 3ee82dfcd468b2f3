import { describe, expect, it } from 'vitest';
import {
  classAt,
  digit,
  lower,
  mark,
  newline,
  space,
  symbol,
  uncased,
  upper,
  widthOf,
} from '../../../src/engine/tokens/characterClasses.ts';

describe('character classes', () => {
  it.each([
    ['A', upper],
    ['ǅ', upper],
    ['Ж', upper],
    ['a', lower],
    ['ß', lower],
    ['日', uncased],
    ['ʰ', uncased],
    ['\u0301', mark],
    ['7', digit],
    ['½', digit],
    ['٣', digit],
    [' ', space],
    ['\u00a0', space],
    ['\u3000', space],
    ['\n', newline],
    ['\r', newline],
    ['_', symbol],
    ['😀', symbol],
    ['\u{10ffff}', symbol],
  ])('%j has its class and its width', (character, expected) => {
    const bytes = Buffer.from(character);

    expect(classAt(bytes, 0)).toBe(expected);
    expect(widthOf(bytes[0] ?? 0)).toBe(bytes.length);
  });
});
