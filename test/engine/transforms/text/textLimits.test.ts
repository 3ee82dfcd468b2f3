import { expect, test } from 'vitest';
import { limitText } from '../../../../src/engine/transforms/text/textLimits.ts';
import { quotedLines } from './textContext.ts';

const lines = Array.from({ length: 200 }, (_, i) =>
  i === 90 ? 'ERROR disk /dev/sdb1 refused block 0xfe12' : `served request ${i} in ${i % 7} ms`,
);
const text = lines.join('\n');

test('of too many lines, errors and both ends stay, with the lines that are missing named', () => {
  const output = limitText(text, { maxLines: 9 }, 'h7k2m9qd')?.output ?? '';

  expect(output.split('\n')[0]).toBe('[headroom: 191 of 200 lines omitted (limits of a tool profile); get: h7k2m9qd]');
  expect(quotedLines(output)).toEqual([...lines.slice(0, 4), lines[90], ...lines.slice(-4)]);
  expect(output).toContain('[… 86 lines, 5-90]');
});

test('of a long line the start stays, and how much is missing', () => {
  const long = `first\n${'x'.repeat(5000)}\nlast`;

  expect(limitText(long, { maxStringLength: 100 }, 'h7k2m9qd')?.output).toBe(
    [
      '[headroom: 4,900 of 5,011 characters omitted (limits of a tool profile); get: h7k2m9qd]',
      'first',
      `${'x'.repeat(100)}[… 4,900 characters]`,
      'last',
    ].join('\n'),
  );
});

test('both limits go together', () => {
  const wide = lines.map(line => line + 'y'.repeat(300)).join('\n');

  const output = limitText(wide, { maxLines: 6, maxStringLength: 50 }, 'h7k2m9qd')?.output ?? '';

  expect(quotedLines(output)).toHaveLength(6);
  expect(output.split('\n')[0]).toContain('characters of long lines');
});

test('a text within its limits is left alone', () => {
  expect(limitText(text, { maxLines: 200, maxStringLength: 100 }, 'h7k2m9qd')).toBeUndefined();
  expect(limitText(text, { maxArrayItems: 3, maxDepth: 1 }, 'h7k2m9qd')).toBeUndefined();
});

test('no character is cut in two', () => {
  const output = limitText(`${'a'.repeat(99)}\u{1F600}${'b'.repeat(500)}`, { maxStringLength: 100 }, 'h')?.output ?? '';

  expect(output).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});
