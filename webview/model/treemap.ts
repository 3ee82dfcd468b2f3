export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Squarified treemap: areas proportional to values, shapes as square as they get, biggest first. */
export function squarify<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  box: Rectangle,
): readonly { readonly item: T; readonly box: Rectangle }[] {
  const queue = items.filter(item => sizeOf(item) > 0).sort((a, b) => sizeOf(b) - sizeOf(a));
  const placed: { item: T; box: Rectangle }[] = [];
  let free = box;
  let left = queue.reduce((sum, item) => sum + sizeOf(item), 0);
  while (queue.length > 0 && free.width > 0 && free.height > 0) {
    const density = (free.width * free.height) / left;
    const side = Math.min(free.width, free.height);
    const row = takeRow(queue.map(sizeOf), density, side);
    const taken = queue.splice(0, row.count);
    placed.push(...placeRow(taken, sizeOf, { free, density, thickness: row.thickness }));
    free = shrink(free, row.thickness);
    left -= taken.reduce((sum, item) => sum + sizeOf(item), 0);
  }
  return placed;
}

/** How many of the next values form the best row, and how thick that row is. */
function takeRow(values: readonly number[], density: number, side: number): { count: number; thickness: number } {
  let best = { count: 1, thickness: 0, worst: Number.POSITIVE_INFINITY };
  let sum = 0;
  for (const [index, value] of values.entries()) {
    sum += value;
    const thickness = (sum * density) / side;
    const worst = Math.max(
      ...values.slice(0, index + 1).map(each => elongation((each * density) / thickness, thickness)),
    );
    if (worst > best.worst) break;
    best = { count: index + 1, thickness, worst };
  }
  return best;
}

function elongation(length: number, thickness: number): number {
  return Math.max(length / thickness, thickness / length);
}

function placeRow<T>(
  row: readonly T[],
  sizeOf: (item: T) => number,
  { free, density, thickness }: { free: Rectangle; density: number; thickness: number },
): { item: T; box: Rectangle }[] {
  const standing = free.width >= free.height;
  let offset = 0;
  return row.map(item => {
    const length = (sizeOf(item) * density) / thickness;
    const box = standing
      ? { x: free.x, y: free.y + offset, width: thickness, height: length }
      : { x: free.x + offset, y: free.y, width: length, height: thickness };
    offset += length;
    return { item, box };
  });
}

function shrink(free: Rectangle, thickness: number): Rectangle {
  return free.width >= free.height
    ? { ...free, x: free.x + thickness, width: free.width - thickness }
    : { ...free, y: free.y + thickness, height: free.height - thickness };
}
