import { beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../../../src/engine/images/askedElement.ts';
import { loadCodec } from '../../../src/images/codec.ts';
import { PaddleReader } from '../../../src/images/ocr/paddleReader.ts';
import { TesseractReader } from '../../../src/images/ocr/tesseractReader.ts';
import { findOcrFiles, ocrSources, shippedName } from '../../../src/images/ocrFiles.ts';
import { Pixels } from '../../../src/images/rasters.ts';
import { loadOnnx } from '../../../src/models/loadOnnx.ts';
import { photo, sign } from '../pictures.ts';

const files = findOcrFiles('nowhere');
let written: Pixels;
let blank: Pixels;
beforeAll(async () => {
  const codec = await loadCodec();
  written = await Pixels.decode(codec, await sign(['TOWER', 'FLOOR'], 8));
  blank = await Pixels.decode(codec, await photo(300, 200));
});

describe('TesseractReader', () => {
  it('reads words, places and its own certainty', { timeout: 120_000 }, async () => {
    const reader = await TesseractReader.open(files.tesseract);

    const text = await reader.read(written);

    expect(plainText(text)).toBe('TOWER\nFLOOR');
    expect(text.confidence).toBeGreaterThan(0.4);
    expect(text.lines[1]?.box.top).toBeGreaterThan((text.lines[0]?.box.top ?? 0) + 40);
  });
});

describe('PaddleReader', () => {
  it('sees and reads the same lines', { timeout: 120_000 }, async () => {
    const reader = await PaddleReader.open(await loadOnnx(), files.paddle);

    expect((await reader.glance(written)).length).toBeGreaterThanOrEqual(2);
    expect(plainText(await reader.read(written)).replace(/ /g, '')).toBe('TOWER\nFLOOR');
    expect(await reader.glance(blank)).toEqual([]);
  });
});

describe('the files of the readers', () => {
  it('have the names under which the build ships them', () => {
    expect(shippedName('core')).toBe('tesseract-core-simd-lstm.cjs');
    expect(new Set(Object.keys(ocrSources).map(name => shippedName(name as keyof typeof ocrSources))).size).toBe(6);
  });
});
