import { describe, expect, it } from 'vitest';
import { compressRequest } from '../../../../src/engine/compress.ts';
import type { JudgePicture } from '../../../../src/engine/plan/pictures/judgePictures.ts';
import { loosePictures } from '../../../../src/engine/plan/pictures/loosePictures.ts';
import { defaultOptions } from '../../../../src/shared/options.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d494844520000040000000400', 'hex').toString('base64');
const source = { type: 'base64', media_type: 'image/png', data: png };
const content = [
  { type: 'image', source },
  { type: 'text', text: 'Read the sign' },
];
const body = Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content }] }));
const request = { body, options: defaultOptions('library'), sparesNewest: true };

const transcribe: JudgePicture = async () => ({
  technique: 'transcode',
  confidence: 0.95,
  tokensBefore: 1369,
  tokensAfter: 40,
  reason: 'its text',
  change: { kind: 'transcript', text: 'WET FLOOR' },
});

describe('a request that nobody sends', () => {
  it('has its pictures compressed, with a receipt and an original each', async () => {
    const compressed = await compressRequest({ ...request, judgePicture: transcribe }, () => 'abcdefghjk');

    expect(Buffer.from(compressed.body).toString('utf8')).toContain('{"type":"text","text":"WET FLOOR"}');
    expect(compressed.receipts[0]).toMatchObject({
      kind: 'image',
      transform: 'image_transcode',
      tokensBefore: 1369,
      tokensAfter: 40,
      handle: 'abcdefghjk',
    });
    expect(compressed.originals).toEqual([{ handle: 'abcdefghjk', text: `data:image/png;base64,${png}` }]);
  });

  it('keeps them where originals are not kept, nobody judges, or the option is off', async () => {
    const off = { ...request.options, imageOptimize: false };

    expect((await compressRequest({ ...request, judgePicture: transcribe })).body).toBe(body);
    expect((await compressRequest(request, () => 'abcdefghjk')).body).toBe(body);
    expect((await compressRequest({ ...request, options: off, judgePicture: transcribe }, () => 'h')).body).toBe(body);
  });

  it('tells why a picture was left alone', async () => {
    const judgePicture: JudgePicture = async () => {
      throw new Error('images are left alone, because …');
    };

    const { receipts } = await compressRequest({ ...request, judgePicture }, () => 'abcdefghjk');

    expect(receipts[0]).toMatchObject({ transform: 'none', reason: 'images are left alone, because …' });
  });
});

describe('loosePictures', () => {
  it('does nothing without a judge', async () => {
    const nobody = { body, judge: undefined, model: 'm', options: request.options, mayJudge: () => true } as const;
    const unused = () => {
      throw new Error('nothing to tell');
    };
    const index = { format: 'anthropic', model: 'm', stream: false, blocks: [], messages: [], liveFrom: 0 } as const;

    expect((await loosePictures({ ...nobody, index, leave: unused, replace: unused })).size).toBe(0);
  });
});
