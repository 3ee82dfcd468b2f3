import { expect, test } from 'vitest';
import { rowOffsets, scrollToRow, visibleRows } from '../../../webview/model/windowing.ts';

const offsets = rowOffsets(Array.from({ length: 1000 }, () => 26));

test('only rows in view, and a few around them, are rendered', () => {
  expect(visibleRows(offsets, 2600, 260, 2)).toEqual({ from: 98, to: 113 });
  expect(visibleRows([0], 0, 500)).toEqual({ from: 0, to: 0 });
});

test('scrolling to a row moves no further than needed', () => {
  expect(scrollToRow(offsets, 5, 0, 260)).toBe(0);
  expect(scrollToRow(offsets, 20, 0, 260)).toBe(21 * 26 - 260);
  expect(scrollToRow(offsets, 2, 520, 260)).toBe(52);
});
