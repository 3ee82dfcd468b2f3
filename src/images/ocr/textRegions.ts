import { type Point, smallestBox, type TiltedBox } from './tilted.ts';

/** How likely each pixel belongs to text, row by row, 0 to 1. */
export interface ProbabilityMap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const textPixel = 0.3;
const textRegion = 0.5;
/** The net marks the core of a line; its edge lies this much further out, in relation to area and circumference. */
const unclip = 1.6;
const fewestPixels = 8;
const lowestCore = 3;

/** The lines of text that a detection net saw, in the map's own pixels. */
export function findTextRegions(map: ProbabilityMap): readonly TiltedBox[] {
  const visited = new Uint8Array(map.data.length);
  const stack = new Int32Array(map.data.length);
  const boxes: TiltedBox[] = [];
  for (let start = 0; start < map.data.length; start++) {
    if (visited[start] === 1 || (map.data[start] ?? 0) <= textPixel) continue;
    const region = flood(map, start, { visited, stack });
    if (region.pixels < fewestPixels || region.sum / region.pixels < textRegion) continue;
    const core = smallestBox(region.outline);
    if (Math.min(core.width, core.height) < lowestCore) continue;
    boxes.push(grow(core));
  }
  return boxes;
}

function grow(core: TiltedBox): TiltedBox {
  const margin = (core.width * core.height * unclip) / (2 * (core.width + core.height));
  return { ...core, width: core.width + 2 * margin, height: core.height + 2 * margin };
}

interface FloodedRegion {
  readonly pixels: number;
  readonly sum: number;
  /** Corners of the leftmost and rightmost pixel of each row. */
  readonly outline: readonly Point[];
}

/** Collects what touches a pixel, diagonals included. */
function flood(
  { width, height, data }: ProbabilityMap,
  start: number,
  { visited, stack }: { readonly visited: Uint8Array; readonly stack: Int32Array },
): FloodedRegion {
  const rows = new Map<number, { left: number; right: number }>();
  let depth = 0;
  let pixels = 0;
  let sum = 0;
  stack[depth++] = start;
  visited[start] = 1;
  while (depth > 0) {
    const at = stack[--depth] ?? 0;
    const y = Math.floor(at / width);
    const x = at - y * width;
    pixels++;
    sum += data[at] ?? 0;
    const row = rows.get(y);
    if (row === undefined) rows.set(y, { left: x, right: x });
    else {
      row.left = Math.min(row.left, x);
      row.right = Math.max(row.right, x);
    }
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (visited[next] === 1 || (data[next] ?? 0) <= textPixel) continue;
        visited[next] = 1;
        stack[depth++] = next;
      }
    }
  }
  const outline = [...rows].flatMap(([y, { left, right }]) => [
    { x: left, y },
    { x: right + 1, y },
    { x: left, y: y + 1 },
    { x: right + 1, y: y + 1 },
  ]);
  return { pixels, sum, outline };
}
