/** Top edges of rows of unequal height, plus the bottom of the last one. */
export function rowOffsets(heights: readonly number[]): readonly number[] {
  const offsets = [0];
  let bottom = 0;
  for (const height of heights) {
    bottom += height;
    offsets.push(bottom);
  }
  return offsets;
}

export interface VisibleRows {
  /** Index of the first row to render. */
  readonly from: number;
  /** Index after the last row to render. */
  readonly to: number;
}

/** Rows that touch the viewport, with some spare on either side so that scrolling shows no gap. */
export function visibleRows(offsets: readonly number[], scrollTop: number, viewport: number, spare = 4): VisibleRows {
  const count = offsets.length - 1;
  const from = Math.max(0, lastAtOrBefore(offsets, scrollTop) - spare);
  const to = Math.min(count, lastAtOrBefore(offsets, scrollTop + viewport) + 1 + spare);
  return { from: Math.min(from, count), to };
}

/** Where to scroll so that a row is in full view; the same place when it already is. */
export function scrollToRow(offsets: readonly number[], row: number, scrollTop: number, viewport: number): number {
  const top = offsets[row] ?? 0;
  const bottom = offsets[row + 1] ?? top;
  if (top < scrollTop) return top;
  return bottom > scrollTop + viewport ? bottom - viewport : scrollTop;
}

/** Index of the last offset that is not beyond `y`, by binary search. */
function lastAtOrBefore(offsets: readonly number[], y: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
