import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadCodec } from '../../src/images/codec.ts';
import { type DrawnPicture, drawPicture } from '../../src/images/drawPicture.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { bars, photo } from './pictures.ts';

const whole = { left: 0, top: 0, width: 1024, height: 1024 };
const size = { width: 504, height: 504 };
const anyBytes = { mostBytes: Number.POSITIVE_INFINITY };

async function draw(...parts: Parameters<typeof drawPicture>): Promise<DrawnPicture> {
  const drawn = await drawPicture(...parts);
  if (drawn === undefined) throw new Error('nothing was drawn');
  return drawn;
}

describe('drawPicture', () => {
  it('scales a photo and decodes to the size that was asked for', async () => {
    const codec = await loadCodec();
    const pixels = await Pixels.decode(codec, await photo(1024, 1024));

    const drawn = await draw(codec, pixels, { box: whole, size, sourceFormat: 'jpeg', hasText: false, ...anyBytes });

    expect(drawn.mediaType).toBe('image/jpeg');
    expect(await sharp(drawn.bytes).metadata()).toMatchObject({ width: 504, height: 504, format: 'jpeg' });
  });

  it('never encodes text with loss', async () => {
    const codec = await loadCodec();
    const pixels = await Pixels.decode(codec, await photo(1024, 1024));

    const drawn = await draw(codec, pixels, { box: whole, size, sourceFormat: 'jpeg', hasText: true, ...anyBytes });

    expect(drawn.mediaType).toBe('image/png');
  });

  it('cuts a box out without changing a pixel of it', async () => {
    const codec = await loadCodec();
    const source = await bars(400, 300);
    const pixels = await Pixels.decode(codec, source);
    const box = { left: 100, top: 50, width: 200, height: 100 };

    const drawn = await draw(codec, pixels, { box, size: box, sourceFormat: 'png', hasText: true, ...anyBytes });

    const expected = await sharp(source).toColourspace('srgb').extract(box).removeAlpha().raw().toBuffer();
    const actual = await sharp(drawn.bytes).removeAlpha().raw().toBuffer();
    expect(actual.equals(expected)).toBe(true);
  });

  it('gives the same bytes every time', async () => {
    const codec = await loadCodec();
    const bytes = await photo(600, 400);
    const again = async () =>
      draw(codec, await Pixels.decode(codec, bytes), {
        box: { left: 0, top: 0, width: 600, height: 400 },
        size: { width: 300, height: 200 },
        sourceFormat: 'jpeg',
        hasText: false,
        ...anyBytes,
      });

    expect((await again()).bytes).toEqual((await again()).bytes);
  });

  it('takes the encoding that is small enough, without a loss where there is text, or none', async () => {
    const codec = await loadCodec();
    const pixels = await Pixels.decode(codec, await bars(1024, 1024));
    const drawing = { box: whole, size: { width: 700, height: 700 }, sourceFormat: 'png', hasText: true } as const;
    const first = await draw(codec, pixels, { ...drawing, ...anyBytes });

    const smaller = await draw(codec, pixels, { ...drawing, mostBytes: first.bytes.length - 1 });

    expect([first.mediaType, smaller.mediaType]).toEqual(['image/png', 'image/webp']);
    const [decoded, expected] = await Promise.all([first, smaller].map(({ bytes }) => Pixels.decode(codec, bytes)));
    expect(decoded?.colour).toEqual(expected?.colour);
    expect(await drawPicture(codec, pixels, { ...drawing, mostBytes: 100 })).toBeUndefined();
  });

  it('draws a photo with more loss before it gives up', async () => {
    const codec = await loadCodec();
    const pixels = await Pixels.decode(codec, await photo(1024, 1024));
    const drawing = { box: whole, size, sourceFormat: 'jpeg', hasText: false } as const;
    const first = await draw(codec, pixels, { ...drawing, ...anyBytes });

    const smaller = await draw(codec, pixels, { ...drawing, mostBytes: first.bytes.length - 1 });

    expect(smaller.mediaType).toBe('image/jpeg');
    expect(smaller.bytes.length).toBeLessThan(first.bytes.length);
  });
});
