import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadCodec } from '../../src/images/codec.ts';
import { findRepeat } from '../../src/images/findRepeat.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { bars, photo } from './pictures.ts';

describe('findRepeat', () => {
  it('finds the same picture in another encoding, the nearest first', async () => {
    const codec = await loadCodec();
    const png = await photo(400, 300);
    const again = await sharp(png).jpeg({ quality: 95 }).toBuffer();
    const other = await bars(400, 300);
    const earlier = [png, other, Buffer.from('broken')].map((bytes, i) => ({ id: `p${i}`, number: i + 1, bytes }));

    const found = await findRepeat(codec, await Pixels.decode(codec, again), earlier);

    expect(found?.id).toBe('p0');
  });

  it('takes a small change for another picture', async () => {
    const codec = await loadCodec();
    const png = await photo(400, 300);
    const dot = { input: { create: { width: 6, height: 12, channels: 3 as const, background: 'black' } } };
    const changed = await sharp(png)
      .composite([{ ...dot, left: 200, top: 100 }])
      .png()
      .toBuffer();

    expect(
      await findRepeat(codec, await Pixels.decode(codec, changed), [{ id: 'p', number: 1, bytes: png }]),
    ).toBeUndefined();
    expect(await findRepeat(codec, await Pixels.decode(codec, png), [])).toBeUndefined();
  });
});
