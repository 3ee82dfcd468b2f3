import { expect, it } from 'vitest';
import { loadCodec } from '../../src/images/codec.ts';
import { lookAtPicture } from '../../src/images/lookAtPicture.ts';
import { findOcrFiles } from '../../src/images/ocrFiles.ts';
import { pictureTools } from '../../src/images/pictureTools.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { loadOnnx } from '../../src/models/loadOnnx.ts';
import { photo, sign } from './pictures.ts';

const route = async () => ({ technique: 'preserve', confidence: 1 }) as const;
const files = () => findOcrFiles('nowhere');

it('tells a sign from a photo, with nets and without', { timeout: 120_000 }, async () => {
  const codec = await loadCodec();
  const withNets = pictureTools({ files, onnx: () => loadOnnx(), route });
  const without = pictureTools({ files, onnx: () => Promise.reject(new Error('no runtime')), route });
  const written = await Pixels.decode(codec, await sign(['WET', 'FLOOR'], 10));

  expect(await lookAtPicture(written, withNets)).toMatchObject({ hasText: true });
  expect(await lookAtPicture(written, without)).toMatchObject({ hasText: true });
  expect(await lookAtPicture(await Pixels.decode(codec, await photo(400, 300)), withNets)).toMatchObject({
    hasText: false,
    textShare: 0,
  });
});
