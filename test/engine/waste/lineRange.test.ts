import { describe, expect, it } from 'vitest';
import { linesAsked, shareWithin } from '../../../src/engine/waste/lineRange.ts';

const all = { from: 1, to: Number.POSITIVE_INFINITY };

describe('linesAsked', () => {
  it.each([
    ['Claude Code', { file_path: 'a', offset: 11, limit: 20 }, { from: 11, to: 30 }],
    ['Copilot', { filePath: 'a', startLine: 5, endLine: 9 }, { from: 5, to: 9 }],
    ['an editor tool', { path: 'a', view_range: [3, 7] }, { from: 3, to: 7 }],
    ['the whole file', { path: 'a' }, all],
  ])('reads how %s asks', (_, input, expected) => {
    const body = Buffer.from(JSON.stringify(input));

    expect(linesAsked(body, { start: 0, end: body.length })).toEqual(expected);
  });

  it('reads input that is a text with JSON in it, and gives up on anything else', () => {
    const asText = Buffer.from(JSON.stringify(JSON.stringify({ start_line: 2, end_line: 3 })));
    const broken = Buffer.from('{"a":');

    expect(linesAsked(asText, { start: 0, end: asText.length })).toEqual({ from: 2, to: 3 });
    expect(linesAsked(broken, { start: 0, end: broken.length })).toBeUndefined();
    expect(linesAsked(broken, undefined)).toBeUndefined();
  });
});

describe('shareWithin', () => {
  it.each([
    [{ from: 11, to: 20 }, { from: 1, to: 15 }, 0.5],
    [{ from: 1, to: 10 }, all, 1],
    [all, all, 1],
    [all, { from: 1, to: 10 }, 0],
    [{ from: 1, to: 5 }, { from: 6, to: 9 }, 0],
  ])('%j within %j is %d', (range, other, share) => {
    expect(shareWithin(range, other)).toBe(share);
  });
});
