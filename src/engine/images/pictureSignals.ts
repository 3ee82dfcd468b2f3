import type { PictureLook } from './pictureLook.ts';
import type { GreyRaster } from './raster.ts';
import type { Box } from './region.ts';
import { median } from './textLayout.ts';

export type PixelSignals = Pick<PictureLook, 'complexity' | 'fineDetail' | 'blankShare'>;

/** What pixels tell without a model. Meant for a raster of about 512 pixels a side; larger ones only take longer. */
export function readPixels(raster: GreyRaster): PixelSignals {
  return { complexity: complexityOf(raster), fineDetail: fineDetailOf(raster), blankShare: blankShareOf(raster) };
}

/** What the boxes of a text detector tell about the picture that they were found in. */
export function readTextBoxes(
  texts: readonly Box[],
  size: { readonly width: number; readonly height: number },
): Pick<PictureLook, 'texts' | 'textShare' | 'textHeight' | 'hasText' | 'isDocument'> {
  const covered = texts.reduce((sum, { width, height }) => sum + width * height, 0);
  const textShare = Math.min(1, covered / Math.max(1, size.width * size.height));
  return {
    texts,
    textShare: round(textShare),
    textHeight: median(texts.map(({ height }) => height)),
    hasText: texts.length > 0 && textShare >= 0.004,
    isDocument: texts.length >= 6 && textShare >= 0.06,
  };
}

/** Entropy of the brightness and density of edges, each as a share of what noise has. */
function complexityOf({ width, height, data }: GreyRaster): number {
  const histogram = new Uint32Array(64);
  for (const value of data) histogram[value >> 2] = (histogram[value >> 2] ?? 0) + 1;
  let entropyBits = 0;
  for (const count of histogram) {
    if (count > 0) entropyBits -= (count / data.length) * Math.log2(count / data.length);
  }
  let edges = 0;
  for (let y = 1; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const at = y * width + x;
      const here = data[at] ?? 0;
      const change = Math.abs(here - (data[at - 1] ?? 0)) + Math.abs(here - (data[at - width] ?? 0));
      if (change > 24) edges++;
    }
  }
  const edgeShare = edges / Math.max(1, (width - 1) * (height - 1));
  return round((entropyBits / 6 + Math.min(1, edgeShare * 2)) / 2);
}

/** Contrast between neighbours that vanishes in the mean of two by two, against all contrast. */
function fineDetailOf({ width, height, data }: GreyRaster): number {
  let lost = 0;
  let total = 0;
  for (let y = 0; y + 3 < height; y += 2) {
    for (let x = 0; x + 3 < width; x += 2) {
      const at = y * width + x;
      const mean = meanOfFour(data, at, width);
      for (const offset of [0, 1, width, width + 1]) lost += Math.abs((data[at + offset] ?? 0) - mean);
      total +=
        2 * Math.abs(mean - meanOfFour(data, at + 2, width)) +
        2 * Math.abs(mean - meanOfFour(data, at + 2 * width, width));
    }
  }
  return lost + total === 0 ? 0 : round(lost / (lost + total));
}

function meanOfFour(data: Uint8Array, at: number, width: number): number {
  return ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0)) / 4;
}

const cells = 16;
const evenRange = 6;

/** Cells of a 16 × 16 grid whose brightness hardly varies. */
function blankShareOf({ width, height, data }: GreyRaster): number {
  let blank = 0;
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      let least = 255;
      let most = 0;
      for (let y = Math.floor((row * height) / cells); y < ((row + 1) * height) / cells; y++) {
        for (let x = Math.floor((column * width) / cells); x < ((column + 1) * width) / cells; x++) {
          const value = data[y * width + x] ?? 0;
          if (value < least) least = value;
          if (value > most) most = value;
        }
      }
      if (most - least <= evenRange) blank++;
    }
  }
  return round(blank / (cells * cells));
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
