import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectPart } from '../../../src/process/retrieval/selectPart.ts';

const text = 'one\r\ntwo\nthree error\nfour\n';
const numbered = Array.from({ length: 100 }, (_, i) => `line ${i + 1}`).join('\n');

describe('selectPart', () => {
  it('gives lines by number, and those that match with their numbers', () => {
    expect(selectPart(text, { lines: { from: 2, to: 3 } })).toEqual({ text: 'two\nthree error', isWhole: false });
    expect(selectPart(text, { pattern: 'o\\b|err' }).text).toBe('2: two\n3: three error');
    expect(selectPart(text, { pattern: 'o', lines: { from: 3, to: 9 } }).text).toBe('3: three error\n4: four');
  });

  it('calls a text whole only when it is the original, byte for byte', () => {
    expect(selectPart(text, { maxChars: text.length })).toEqual({ text, isWhole: true });
    expect(selectPart(text, { maxChars: text.length - 1 }).isWhole).toBe(false);
  });

  it('cuts at the end of a line and says how to go on', () => {
    const { text: part, note } = selectPart(numbered, { maxChars: 60 });

    expect(part.split('\n').at(-1)).toBe('line 8');
    expect(note).toBe('Lines 9-100 of 100 remain; ask with lines "9-100".');
  });

  it('cuts inside a line that is longer than an answer, and says where it goes on', () => {
    const { text: part, note } = selectPart(`short\n${'x'.repeat(500)}\nend`, {
      lines: { from: 2, to: 3 },
      maxChars: 100,
    });

    expect(part).toBe('x'.repeat(100));
    expect(note).toBe('Line 2 goes on; ask with lines "2-3" and fromChar 101.');
  });

  it('cuts a long list of matches, and one long match', () => {
    expect(selectPart(numbered, { pattern: 'line', maxChars: 25 })).toEqual({
      text: '1: line 1\n2: line 2',
      isWhole: false,
      note: 'More lines match from line 3 on; ask with the same pattern, lines "3-100".',
    });
    expect(selectPart('y'.repeat(90), { pattern: 'y', maxChars: 40 }).note).toContain('fromChar 38');
  });

  it('shows what surrounds the matches of a very long line, and goes on inside it', () => {
    const line = `${'a'.repeat(3000)}needle${'b'.repeat(3000)}needle${'c'.repeat(3000)}`;

    const both = selectPart(`short\n${line}`, { pattern: 'needle' });
    const first = selectPart(`short\n${line}`, { pattern: 'needle', maxChars: 500 });

    const around = (from: number, before: string, after: string): string =>
      `2 (characters ${from}-${from + 405}): ${before.repeat(200)}needle${after.repeat(200)}`;
    expect(both.text).toBe(`${around(2801, 'a', 'b')}\n${around(5807, 'b', 'c')}`);
    expect(first.text).toBe(around(2801, 'a', 'b'));
    expect(first.note).toBe(
      'More lines match from line 2 on; ask with the same pattern, lines "2-2" and fromChar 5807.',
    );
  });

  it('says why there is nothing', () => {
    expect(selectPart(text, { pattern: 'absent' }).note).toBe('No line of 1-5 matches /absent/.');
    expect(selectPart(text, { lines: { from: 9, to: 10 } }).note).toBe('The original has only 5 lines.');
    expect(selectPart('abc', { fromChar: 9 }).note).toBe('There is nothing from character 9 on.');
  });

  it('does not cut a character in two', () => {
    const { text: part } = selectPart('😀'.repeat(20), { maxChars: 5 });

    expect(part).toBe('😀😀');
  });

  it('gives any text back in parts, when each answer is followed by what its note says', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), fc.integer({ min: 8, max: 40 }), (lines, maxChars) => {
        const original = lines.join('\n');

        expect(readInParts(original, maxChars)).toBe(original);
      }),
    );
  });
});

function readInParts(original: string, maxChars: number): string {
  let whole = '';
  let wish: Parameters<typeof selectPart>[1] = { maxChars };
  for (let answers = 0; answers < 10_000; answers++) {
    const { text: part, note } = selectPart(original, wish);
    whole += part;
    const next = /lines "(\d+)-(\d+)"(?: and fromChar (\d+))?/.exec(note ?? '');
    if (next === null) return whole;
    if (next[3] === undefined) whole += '\n';
    const lines = { from: Number(next[1]), to: Number(next[2]) };
    wish = { maxChars, lines, ...(next[3] !== undefined && { fromChar: Number(next[3]) }) };
  }
  throw new Error('It did not end.');
}
