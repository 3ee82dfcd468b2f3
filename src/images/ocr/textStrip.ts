import type { ColourRaster } from '../../engine/images/colourRaster.ts';
import type { TiltedBox } from './tilted.ts';

/** One line of text, straightened to the height that the recogniser takes. */
export interface TextStrip {
  readonly width: number;
  /** Three planes (blue, green, red) of -1 to 1, row by row. */
  readonly planes: Float32Array;
}

export const stripHeight = 48;
const narrowestStrip = 16;

/** A box this much higher than wide holds text that runs down the page; it is turned before it is read. */
const uprightRatio = 1.6;

/** Cuts a line out of a picture. Where the picture is larger than the strip, several of its pixels make one. */
export function cutStrip(picture: ColourRaster, box: TiltedBox): TextStrip {
  const isVertical = box.height > box.width * uprightRatio;
  const along = isVertical ? box.height : box.width;
  const across = isVertical ? box.width : box.height;
  const width = Math.max(narrowestStrip, Math.round((along * stripHeight) / across));
  const planes = new Float32Array(3 * stripHeight * width);
  const step = { along: along / width, across: across / stripHeight };
  const samples = { along: sampleCount(step.along), across: sampleCount(step.across) };
  const size = stripHeight * width;
  const colour: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < stripHeight; y++) {
    for (let x = 0; x < width; x++) {
      colour.fill(0);
      for (let j = 0; j < samples.across; j++) {
        for (let i = 0; i < samples.along; i++) {
          const u = (x + (i + 0.5) / samples.along) * step.along;
          const v = (y + (j + 0.5) / samples.across) * step.across;
          const [px, py] = isVertical ? [box.width - v, u] : [u, v];
          addSample(picture, place(box, px, py), colour);
        }
      }
      const share = samples.along * samples.across * 127.5;
      const at = y * width + x;
      planes[at] = colour[2] / share - 1;
      planes[size + at] = colour[1] / share - 1;
      planes[2 * size + at] = colour[0] / share - 1;
    }
  }
  return { width, planes };
}

function sampleCount(step: number): number {
  return Math.max(1, Math.min(4, Math.round(step)));
}

/** Where a place in a tilted box lies in the picture. */
function place(
  { x, y, width, height, angle }: TiltedBox,
  alongPx: number,
  acrossPx: number,
): readonly [number, number] {
  const u = alongPx - width / 2;
  const v = acrossPx - height / 2;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [x + u * cos - v * sin - 0.5, y + u * sin + v * cos - 0.5];
}

/** Adds the colour between four pixels. */
function addSample(
  { width, height, data }: ColourRaster,
  [x, y]: readonly [number, number],
  sum: [number, number, number],
): void {
  const px = Math.min(width - 1.001, Math.max(0, x));
  const py = Math.min(height - 1.001, Math.max(0, y));
  const left = Math.floor(px);
  const top = Math.floor(py);
  const [fx, fy] = [px - left, py - top];
  const at = (top * width + left) * 3;
  const below = at + width * 3;
  for (let c = 0; c < 3; c++) {
    sum[c] =
      (sum[c] ?? 0) +
      (1 - fy) * ((1 - fx) * (data[at + c] ?? 0) + fx * (data[at + 3 + c] ?? 0)) +
      fy * ((1 - fx) * (data[below + c] ?? 0) + fx * (data[below + 3 + c] ?? 0));
  }
}

/** Per column of a strip, whether there is ink in it: gaps between letters and words. */
export function inkColumns({ width, planes }: TextStrip): Uint8Array {
  const size = stripHeight * width;
  const grey = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    grey[i] = 0.114 * (planes[i] ?? 0) + 0.587 * (planes[size + i] ?? 0) + 0.299 * (planes[2 * size + i] ?? 0);
  }
  const ground = grey.toSorted()[size >> 1] ?? 0;
  const contrast = grey.map(value => Math.abs(value - ground)).toSorted()[Math.floor(size * 0.97)] || 0.01;
  const ink = new Uint8Array(width);
  for (let x = 0; x < width; x++) {
    let count = 0;
    for (let y = 5; y < stripHeight - 5; y++) {
      if (Math.abs((grey[y * width + x] ?? 0) - ground) > contrast * 0.42) count++;
    }
    ink[x] = count > 1 ? 1 : 0;
  }
  return ink;
}
