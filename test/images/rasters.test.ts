import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadCodec } from '../../src/images/codec.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { photo } from './pictures.ts';

describe('Pixels', () => {
  it('decodes colours, and tells whether anything is transparent', async () => {
    const codec = await loadCodec();
    const png = await photo(64, 48);
    const opaque = await Pixels.decode(codec, await sharp(png).ensureAlpha(1).png().toBuffer());
    const clear = await Pixels.decode(codec, await sharp(png).ensureAlpha(0.5).png().toBuffer());

    expect(opaque.size).toEqual({ width: 64, height: 48 });
    expect(opaque.colour.data).toHaveLength(64 * 48 * 3);
    expect(opaque.isOpaque).toBe(true);
    expect(clear.isOpaque).toBe(false);
  });

  it('makes smaller and grey versions', async () => {
    const pixels = await Pixels.decode(await loadCodec(), await photo(1024, 512));

    expect(await pixels.grey()).toMatchObject({ width: 1024, height: 512 });
    expect((await pixels.grey()).data).toHaveLength(1024 * 512);
    expect(await pixels.statistics()).toMatchObject({ width: 512, height: 256 });
    expect(await pixels.forHash()).toMatchObject({ width: 17, height: 16 });
    expect((await pixels.resized({ width: 100, height: 50 })).data).toHaveLength(100 * 50 * 3);
  });

  it('throws for a file that is cut off', async () => {
    const codec = await loadCodec();
    const png = await photo(300, 200);
    const jpeg = await sharp(png).jpeg().toBuffer();

    await expect(Pixels.decode(codec, png.subarray(0, png.length / 2))).rejects.toThrow();
    await expect(Pixels.decode(codec, jpeg.subarray(0, jpeg.length / 2))).rejects.toThrow();
  });
});
