import { expect, it } from 'vitest';
import { withPictures } from '../../../src/process/onDemand/withPictures.ts';

const bytes = (content: unknown): Uint8Array => Buffer.from(JSON.stringify([{ role: 'user', content }]));
const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };

it('gives a judge to requests with pictures only, and only where they may be compressed', async () => {
  const hasJudge = (request: Parameters<typeof withPictures>[0]): Promise<boolean> =>
    withPictures(request, async asked => asked.judgePicture !== undefined);

  expect(await hasJudge({ body: bytes('no picture'), options: {} })).toBe(false);
  expect(await hasJudge({ body: bytes([picture]), options: {} })).toBe(true);
  expect(await hasJudge({ body: bytes([picture]), options: { image_optimize: false } })).toBe(false);
});
