import { expect, test } from 'vitest';
import { wrapText } from '../../../webview/model/wrapText.ts';

test('a line breaks behind a blank and loses nothing', () => {
  const { lines, hidden } = wrapText('one two three four five', 10);

  expect(lines).toEqual(['one two ', 'three four', ' five']);
  expect(hidden).toBe(0);
});

test('wide characters take two cells', () => {
  expect(wrapText('漢字漢字漢字漢字', 8).lines).toEqual(['漢字漢字', '漢字漢字']);
});

test('a line of megabytes is cut and says how much is missing', () => {
  const { lines, hidden } = wrapText('x'.repeat(1_000_000), 100);

  expect(lines).toHaveLength(40);
  expect(hidden).toBe(1_000_000 - 4000);
});

test('an ANSI code can be seen', () => {
  expect(wrapText('\u001b[31mred', 80).lines).toEqual(['␛[31mred']);
});
