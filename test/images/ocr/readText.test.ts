import { describe, expect, it } from 'vitest';
import type { PictureText } from '../../../src/engine/images/readText.ts';
import { loadCodec } from '../../../src/images/codec.ts';
import { lineOf } from '../../../src/images/ocr/gatherLines.ts';
import { readText } from '../../../src/images/ocr/readText.ts';
import { Pixels } from '../../../src/images/rasters.ts';
import { bars } from '../pictures.ts';

const text = (words: string, reader: PictureText['reader'], confidence: number, top = 0): PictureText => ({
  reader,
  confidence,
  lines: [lineOf([{ text: words, confidence, box: { left: 0, top, width: 100, height: 20 } }])],
});
const region = (y: number) => ({ x: 50, y, width: 100, height: 24, angle: 0 });

async function read(first: PictureText, regions: readonly ReturnType<typeof region>[]) {
  const pixels = await Pixels.decode(await loadCodec(), await bars(200, 100));
  const asked: string[] = [];
  const result = await readText(pixels, {
    tesseract: async () => ({ read: async () => first }),
    paddle: async () => ({
      glance: async () => regions,
      read: async () => {
        asked.push('all');
        return text('by nets', 'paddle', 0.97);
      },
      readRegions: async (_, missed) => {
        asked.push(`${missed.length} regions`);
        return text('a gap', 'paddle', 0.97, 60);
      },
    }),
  });
  return { asked, lines: result.lines.map(({ words }) => words[0]?.text) };
}

describe('readText', () => {
  it('believes the small reader where it is sure and passed nothing over', async () => {
    expect(await read(text('sure', 'tesseract', 0.9), [region(10)])).toEqual({ asked: [], lines: ['sure'] });
  });

  it('fills in what it passed over', async () => {
    const some = [region(10), region(10), region(70)];

    expect(await read(text('sure', 'tesseract', 0.9), some)).toEqual({
      asked: ['1 regions'],
      lines: ['sure', 'a gap'],
    });
  });

  it('takes the nets where it is in doubt or passed over most', async () => {
    expect((await read(text('?', 'tesseract', 0.5), [region(10)])).lines).toEqual(['by nets']);
    expect((await read(text('sure', 'tesseract', 0.9), [region(60), region(90)])).lines).toEqual(['by nets']);
  });

  it('reads nothing where the net sees nothing and the small reader is not sure', async () => {
    expect((await read(text('leaves', 'tesseract', 0.6), [])).lines).toEqual([]);
  });

  it('does without the nets where none run', async () => {
    const pixels = await Pixels.decode(await loadCodec(), await bars(200, 100));
    const first = text('doubt', 'tesseract', 0.5);

    const result = await readText(pixels, {
      tesseract: async () => ({ read: async () => first }),
      paddle: async () => {
        throw new Error('no runtime');
      },
    });

    expect(result).toBe(first);
  });
});
