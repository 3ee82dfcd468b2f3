import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PictureTask, PictureVerdict } from '../../src/engine/images/pictureTask.ts';
import type { TechniqueName } from '../../src/engine/images/technique.ts';
import { judgePicture } from '../../src/images/judgePicture.ts';
import { findOcrFiles } from '../../src/images/ocrFiles.ts';
import { type PictureTools, pictureTools } from '../../src/images/pictureTools.ts';
import { loadOnnx } from '../../src/models/loadOnnx.ts';
import { photo, sign } from './pictures.ts';

/** A router that is sure of one technique. */
function sureOf(technique: TechniqueName) {
  return async () => ({ technique, confidence: 0.97 });
}

let shared: PictureTools;
let picture: Buffer;
beforeAll(async () => {
  shared = pictureTools({ files: () => findOcrFiles('nowhere'), onnx: () => loadOnnx(), route: sureOf('full_low') });
  picture = await photo(1024, 1024);
});

function judge(
  technique: TechniqueName,
  task: Partial<PictureTask> = {},
  tools: Partial<PictureTools> = {},
): Promise<PictureVerdict> {
  const whole: PictureTask = {
    bytes: picture,
    mediaType: 'image/png',
    question: 'a question',
    model: 'claude-sonnet-4-5',
    detail: 'auto',
    allowsText: true,
    canRetrieve: true,
    handle: 'abcdefghjk',
    earlier: [],
    ...task,
  };
  return judgePicture(whole, { ...shared, ...tools, route: sureOf(technique) });
}

describe('judgePicture', () => {
  it('shows a whole picture coarser for a general question', async () => {
    const verdict = await judge('full_low');

    expect(verdict).toMatchObject({ technique: 'full_low', confidence: 0.97, tokensBefore: 1369 });
    expect(verdict.tokensAfter).toBeLessThan(400);
    if (verdict.change?.kind !== 'redrawn') throw new Error('redrawn');
    const { width, height } = await sharp(verdict.change.bytes).metadata();
    expect({ width, height }).toEqual(verdict.change.size);
    expect(verdict.change.note).toContain('get: abcdefghjk');
    expect(verdict.signals).toMatchObject({ hasText: false });
  });

  it('shows nothing coarser in which SigLIP sees what would get lost', async () => {
    const siglip = { hasText: 0, isDocument: 0, isComplex: 0, hasSmallDetails: 0.12 };

    const verdict = await judge('full_low', {}, { siglip: async () => ({ look: async () => siglip }) });

    expect(verdict).toMatchObject({ technique: 'preserve', tokensAfter: 1369, signals: { siglip } });
    expect(verdict.reason).toBe('SigLIP sees small details in it');
    expect(verdict.change).toBeUndefined();
  });

  it('cuts out the part that was asked about', async () => {
    const verdict = await judge('crop', { question: 'what is in the top right corner?' });

    if (verdict.change?.kind !== 'redrawn') throw new Error('redrawn');
    expect(verdict.change.size.width).toBeLessThan(600);
    expect(verdict.reason).toContain('top right');
  });

  it('leaves alone when the part is not found', async () => {
    const verdict = await judge('crop', { question: 'zoom in on the mast' });

    expect(verdict).toMatchObject({ technique: 'preserve', tokensAfter: 1369 });
    expect(verdict.change).toBeUndefined();
  });

  it('puts the text in the place of a sign', { timeout: 60_000 }, async () => {
    const bytes = await sign(['WET', 'FLOOR'], 14);
    const verdict = await judge('transcode', { bytes, model: 'gpt-4o' });

    if (verdict.change?.kind !== 'transcript') throw new Error(verdict.reason);
    expect(verdict.change.text).toMatch(/WET\s+FLOOR/);
    expect(verdict.tokensAfter).toBeLessThan(verdict.tokensBefore);
  });

  it('leaves alone when there is no text to be read', { timeout: 60_000 }, async () => {
    expect(await judge('transcode')).toMatchObject({ technique: 'preserve', reason: expect.stringContaining('text') });
  });

  it('refers to an earlier picture that looks the same', async () => {
    const verdict = await judge('preserve', { earlier: [{ id: 'first', number: 1, back: 1, bytes: picture }] });

    expect(verdict.change).toMatchObject({ kind: 'repeat', of: 'first', back: 1 });
    expect(verdict.tokensAfter).toBeLessThan(60);
  });

  it.each([
    ['the client cannot get it back', { canRetrieve: false }],
    ['no note can stand beside it', { allowsText: false }],
    ['nobody asked anything', { question: '  ' }],
    ['the request wants high detail', { detail: 'high' }],
  ] as const)('leaves alone when %s', async (_, task) => {
    const verdict = await judge('full_low', task);

    expect(verdict.change).toBeUndefined();
    expect(verdict.tokensAfter).toBe(verdict.tokensBefore);
    expect(verdict.reason).not.toBe('');
  });

  it('leaves alone what would be a larger file when drawn anew', { timeout: 60_000 }, async () => {
    const coarse = await sharp(picture).webp({ quality: 1 }).toBuffer();

    const verdict = await judge('full_low', { bytes: coarse, mediaType: 'image/webp' });

    expect(verdict.change).toBeUndefined();
    expect(verdict.reason).toContain('larger');
  });

  it('leaves alone when the prefix would become too small to be cached', async () => {
    const prefix = { text: 'You are helpful.', minimumTokens: 1024, readShare: 0.1 };

    expect(await judge('full_low', { prefix })).toMatchObject({
      tokensAfter: 1369,
      reason: expect.stringContaining('1024 tokens that the provider caches'),
    });
    expect((await judge('full_low', { prefix: { ...prefix, minimumTokens: 200 } })).change).toBeDefined();
  });

  it('tells what is in a picture that nobody needed to look at, when asked to', async () => {
    expect((await judge('preserve')).signals).toBeUndefined();
    expect((await judge('preserve', { wantsSignals: true })).signals).toMatchObject({ hasText: false, blankShare: 0 });
  });

  it('leaves hostile, broken and transparent files alone, and says why', async () => {
    const clear = await sharp(picture).ensureAlpha(0.4).png().toBuffer();
    const noise = Buffer.from(picture);
    noise.fill(7, 200, 5000);

    for (const bytes of [Buffer.from('GIF89a'), picture.subarray(0, 4000), noise, clear]) {
      const verdict = await judge('full_low', { bytes });

      expect(verdict.change).toBeUndefined();
      expect(verdict.reason).not.toBe('');
    }
  });
});
