import type { ColourRaster } from '../engine/images/colourRaster.ts';
import type { ImageSize } from '../engine/images/imageTokens.ts';
import { hashSide } from '../engine/images/likeness.ts';
import type { GreyRaster } from '../engine/images/raster.ts';
import type { Sharp } from './codec.ts';

/** Sides of the raster on which pixel statistics are made. */
const statisticsSide = 512;

/** A picture, decoded once; smaller and grey versions are made from its pixels. */
export class Pixels {
  readonly colour: ColourRaster;
  /** False when some of it lets through what lies behind. */
  readonly isOpaque: boolean;
  readonly #sharp: Sharp;

  private constructor(sharp: Sharp, colour: ColourRaster, isOpaque: boolean) {
    this.#sharp = sharp;
    this.colour = colour;
    this.isOpaque = isOpaque;
  }

  /** Throws for files that are cut off or damaged, even where a decoder would guess. */
  static async decode(sharp: Sharp, bytes: Uint8Array): Promise<Pixels> {
    const { data, info } = await sharp(bytes, { failOn: 'warning' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { isOpaque, colour } = dropAlpha(data, info);
    return new Pixels(sharp, colour, isOpaque);
  }

  get size(): ImageSize {
    return { width: this.colour.width, height: this.colour.height };
  }

  /** The whole in grey, at its own size or another. */
  async grey(size: ImageSize = this.size, kernel: 'lanczos3' | 'cubic' = 'lanczos3'): Promise<GreyRaster> {
    const { data, info } = await this.#start()
      .greyscale()
      .resize(size.width, size.height, { fit: 'fill', kernel })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  }

  async resized(size: ImageSize): Promise<ColourRaster> {
    if (size.width === this.size.width && size.height === this.size.height) return this.colour;
    const { data, info } = await this.#start()
      .resize(size.width, size.height, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  }

  statistics(): Promise<GreyRaster> {
    const share = Math.min(1, statisticsSide / Math.max(this.size.width, this.size.height));
    return this.grey({
      width: Math.max(1, Math.round(this.size.width * share)),
      height: Math.max(1, Math.round(this.size.height * share)),
    });
  }

  forHash(): Promise<GreyRaster> {
    return this.grey(hashSide);
  }

  #start() {
    const { width, height, data } = this.colour;
    return this.#sharp(data, { raw: { width, height, channels: 3 } });
  }
}

function dropAlpha(
  data: Uint8Array,
  { width, height }: ImageSize,
): { readonly colour: ColourRaster; readonly isOpaque: boolean } {
  const colour = new Uint8Array(width * height * 3);
  let isOpaque = true;
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    colour[to] = data[from] ?? 0;
    colour[to + 1] = data[from + 1] ?? 0;
    colour[to + 2] = data[from + 2] ?? 0;
    if (data[from + 3] !== 255) isOpaque = false;
  }
  return { colour: { width, height, data: colour }, isOpaque };
}
