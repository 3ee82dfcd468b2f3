import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCodec, type Sharp } from '../../src/images/codec.ts';
import { inspectPicture } from '../../src/images/inspectPicture.ts';
import { photo } from './pictures.ts';

let codec: Sharp;
let png: Buffer;
beforeAll(async () => {
  codec = await loadCodec();
  png = await photo(300, 200);
});

describe('inspectPicture', () => {
  it('reads what providers take', async () => {
    const size = { width: 300, height: 200 };

    expect(await inspectPicture(codec, png, 'image/png')).toEqual({ format: 'png', size });
    expect(await inspectPicture(codec, await sharp(png).jpeg().toBuffer(), 'image/jpeg')).toEqual({
      format: 'jpeg',
      size,
    });
    expect(await inspectPicture(codec, await sharp(png).webp().toBuffer(), 'image/webp')).toEqual({
      format: 'webp',
      size,
    });
    expect(await inspectPicture(codec, await sharp(png).gif().toBuffer(), 'image/gif')).toEqual({
      format: 'gif',
      size,
    });
  });

  it('says why pixels must stay as they are', async () => {
    const turned = await sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const frames = await sharp([png, await sharp(png).negate().png().toBuffer()], { join: { animated: true } })
      .gif()
      .toBuffer();
    const print = await sharp(png).toColourspace('cmyk').jpeg().toBuffer();

    expect(await inspectPicture(codec, turned, 'image/jpeg')).toMatchObject({
      untouchable: expect.stringContaining('EXIF'),
    });
    expect(await inspectPicture(codec, frames, 'image/gif')).toMatchObject({ untouchable: 'it is animated' });
    expect(await inspectPicture(codec, print, 'image/jpeg')).toMatchObject({
      untouchable: expect.stringContaining('print'),
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('hello, this is no picture at all')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')],
    ['a TIFF', Buffer.from('49492a000800000000000000', 'hex')],
  ])('knows %s for no picture', async (_, bytes) => {
    expect(await inspectPicture(codec, bytes, 'image/png')).toBe('not a PNG, JPEG, WebP or GIF picture');
  });

  it('believes neither the announced type nor a header that promises too much', async () => {
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(100_000, 16);
    bomb.writeUInt32BE(100_000, 20);

    expect(await inspectPicture(codec, png, 'image/jpeg')).toContain('announced as image/jpeg but is png');
    expect(await inspectPicture(codec, bomb, 'image/png')).toBe('too large to be worked on');
  });
});
