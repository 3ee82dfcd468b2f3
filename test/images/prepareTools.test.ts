import { expect, it } from 'vitest';
import { findOcrFiles } from '../../src/images/ocrFiles.ts';
import { type PictureTools, pictureTools } from '../../src/images/pictureTools.ts';
import { prepareTools } from '../../src/images/prepareTools.ts';
import { loadOnnx } from '../../src/models/loadOnnx.ts';

const whole = (route: PictureTools['route']): PictureTools =>
  pictureTools({ files: () => findOcrFiles('nowhere'), onnx: () => loadOnnx(), route });

it('uses everything once that judging a picture needs', { timeout: 60_000 }, async () => {
  const asked: string[] = [];
  const opened: string[] = [];
  const tools = whole(async question => {
    asked.push(question);
    return { technique: 'full_low', confidence: 1 };
  });
  const watched: PictureTools = {
    ...tools,
    paddle: () => tools.paddle().finally(() => opened.push('paddle')),
    tesseract: () => tools.tesseract().finally(() => opened.push('tesseract')),
  };

  const answer = await prepareTools(watched);

  expect(answer).toBe('ready');
  expect(asked).toHaveLength(1);
  expect(opened).toEqual(['paddle', 'tesseract']);
});

it('is ready without what cannot be opened: a picture that needs it will say so', async () => {
  const absent = (): Promise<never> => Promise.reject(new Error('absent'));

  expect(await prepareTools({ codec: absent, paddle: absent, tesseract: absent, route: absent })).toBe('ready');
});
