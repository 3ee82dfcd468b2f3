import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadCodec } from '../../src/images/codec.ts';
import { drawPicture } from '../../src/images/drawPicture.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { bars, photo } from './pictures.ts';

const whole = { left: 0, top: 0, width: 1024, height: 1024 };
const size = { width: 504, height: 504 };

describe('drawPicture', () => {
  it('scales a photo and decodes to the size that was asked for', async () => {
    const codec = await loadCodec();
    const pixels = await Pixels.decode(codec, await photo(1024, 1024));

    const drawn = await drawPicture(codec, pixels, { box: whole, size, sourceFormat: 'jpeg', hasText: false });

    expect(drawn.mediaType).toBe('image/jpeg');
    expect(await sharp(drawn.bytes).metadata()).toMatchObject({ width: 504, height: 504, format: 'jpeg' });
  });

  it('never encodes text with loss', async () => {
    const codec = await loadCodec();
    const pixels = await Pixels.decode(codec, await photo(1024, 1024));

    const drawn = await drawPicture(codec, pixels, { box: whole, size, sourceFormat: 'jpeg', hasText: true });

    expect(drawn.mediaType).toBe('image/png');
  });

  it('cuts a box out without changing a pixel of it', async () => {
    const codec = await loadCodec();
    const source = await bars(400, 300);
    const pixels = await Pixels.decode(codec, source);
    const box = { left: 100, top: 50, width: 200, height: 100 };

    const drawn = await drawPicture(codec, pixels, { box, size: box, sourceFormat: 'png', hasText: true });

    const expected = await sharp(source).toColourspace('srgb').extract(box).removeAlpha().raw().toBuffer();
    const actual = await sharp(drawn.bytes).removeAlpha().raw().toBuffer();
    expect(actual.equals(expected)).toBe(true);
  });

  it('gives the same bytes every time', async () => {
    const codec = await loadCodec();
    const bytes = await photo(600, 400);
    const draw = async () =>
      drawPicture(codec, await Pixels.decode(codec, bytes), {
        box: { left: 0, top: 0, width: 600, height: 400 },
        size: { width: 300, height: 200 },
        sourceFormat: 'jpeg',
        hasText: false,
      });

    expect((await draw()).bytes).toEqual((await draw()).bytes);
  });
});
