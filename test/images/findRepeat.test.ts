import sharp, { type Color } from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadCodec, type Sharp } from '../../src/images/codec.ts';
import { findRepeat } from '../../src/images/findRepeat.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { bars, photo } from './pictures.ts';

async function repeats(codec: Sharp, earlier: Buffer, picture: Buffer): Promise<boolean> {
  const found = await findRepeat(codec, await Pixels.decode(codec, picture), [
    { id: 'p', number: 1, back: 1, bytes: earlier },
  ]);
  return found !== undefined;
}

interface Shape {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

function painted(background: Color, shapes: readonly Shape[]): Promise<Buffer> {
  const layers = shapes.map(({ left, top, width, height, colour }) => ({
    input: { create: { width, height, channels: 3 as const, background: colour } },
    left,
    top,
  }));
  return sharp({ create: { width: 800, height: 500, channels: 4, background } })
    .composite(layers)
    .png()
    .toBuffer();
}

/** Lines of text and, in the colour of a status, a dot and a button. */
function statusPage(status: string): Promise<Buffer> {
  return painted('white', [
    { left: 60, top: 40, width: 300, height: 14, colour: '#222222' },
    { left: 60, top: 80, width: 500, height: 8, colour: '#888888' },
    { left: 20, top: 34, width: 28, height: 28, colour: status },
    { left: 600, top: 400, width: 160, height: 60, colour: status },
  ]);
}

describe('findRepeat', () => {
  it('finds the same picture in another encoding, the nearest first', async () => {
    const codec = await loadCodec();
    const png = await photo(400, 300);
    const again = await sharp(png).jpeg({ quality: 95 }).toBuffer();
    const other = await bars(400, 300);
    const earlier = [png, other, Buffer.from('broken')].map((bytes, i) => ({
      id: `p${i}`,
      number: i + 1,
      back: 3 - i,
      bytes,
    }));

    const found = await findRepeat(codec, await Pixels.decode(codec, again), earlier);

    expect(found?.id).toBe('p0');
  });

  it('finds a page of colours again that went through JPEG', async () => {
    const codec = await loadCodec();
    const page = await statusPage('#cf222e');
    const again = await sharp(page).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();

    expect(await repeats(codec, page, again)).toBe(true);
  });

  it('takes a status in another colour for another picture, however alike in brightness', async () => {
    const codec = await loadCodec();

    expect(await repeats(codec, await statusPage('#cf222e'), await statusPage('#1a7f37'))).toBe(false);
  });

  it('finds no repeat among pictures that let something through', async () => {
    const codec = await loadCodec();
    const shapes = [
      { left: 100, top: 100, width: 600, height: 40 },
      { left: 380, top: 30, width: 40, height: 440 },
    ];
    const [icon, other] = await Promise.all(
      shapes.map(shape => painted({ r: 0, g: 0, b: 0, alpha: 0 }, [{ ...shape, colour: 'black' }])),
    );
    if (icon === undefined || other === undefined) throw new Error('two icons');

    expect(await repeats(codec, icon, other)).toBe(false);
    expect(await repeats(codec, await sharp(icon).flatten().png().toBuffer(), icon)).toBe(false);
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
      await findRepeat(codec, await Pixels.decode(codec, changed), [{ id: 'p', number: 1, back: 1, bytes: png }]),
    ).toBeUndefined();
    expect(await findRepeat(codec, await Pixels.decode(codec, png), [])).toBeUndefined();
  });
});
