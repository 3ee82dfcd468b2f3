import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { Pixels } from '../../../src/images/rasters.ts';
import { SiglipReader } from '../../../src/images/siglip/siglipReader.ts';
import { loadOnnx } from '../../../src/models/loadOnnx.ts';

/** Its embedding is the mean of each colour, and its texts are colours: red has text, green small details, blue is complex. */
const folder = fileURLToPath(new URL('tinySiglip/', import.meta.url));

async function plain(background: string): Promise<Pixels> {
  const drawn = await sharp({ create: { width: 300, height: 80, channels: 3, background } })
    .png()
    .toBuffer();
  return Pixels.decode(sharp, drawn);
}

it('tells how near a picture is to the nearest of each signal’s texts', async () => {
  const siglip = await SiglipReader.open(await loadOnnx(), folder);

  expect(await siglip.look(await plain('#f00'))).toEqual({
    hasText: 1,
    isDocument: 0.333,
    isComplex: -0.333,
    hasSmallDetails: 0,
  });
  expect(await siglip.look(await plain('#0f0'))).toMatchObject({ hasText: -0.333, hasSmallDetails: 1 });
  expect(await siglip.look(await plain('#00f'))).toMatchObject({ isComplex: 1 });
});

it('says which texts a model lacks', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'headroom-siglip-'));
  // An archive without entries.
  await writeFile(join(empty, 'text_embeddings.npz'), Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]));

  await expect(SiglipReader.open(await loadOnnx(), empty)).rejects.toThrow(/has no texts for has_text, is_document/);
  await rm(empty, { recursive: true });
});
