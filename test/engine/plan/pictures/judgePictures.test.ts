import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { splice } from '../../../../src/engine/conversation/splice.ts';
import type { PictureVerdict } from '../../../../src/engine/images/pictureTask.ts';
import {
  editsOfVerdict,
  type JudgePicture,
  judgePictures,
} from '../../../../src/engine/plan/pictures/judgePictures.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000200000003', 'hex').toString('base64');
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } };
const byUrl = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };

function read(content: readonly unknown[]) {
  const body = Buffer.from(JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] }));
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return { body, index };
}

const verdict: PictureVerdict = { technique: 'transcode', confidence: 1, tokensBefore: 9, tokensAfter: 2, reason: 'r' };

describe('judgePictures', () => {
  it('judges every picture by itself; only whole ones can be referred to', async () => {
    const { body, index } = read([picture, picture, byUrl, { type: 'text', text: 'what?' }]);
    const earlier: number[] = [];
    const judge: JudgePicture = async task => {
      earlier.push(task.earlier.length);
      return earlier.length === 1 ? { ...verdict, change: { kind: 'transcript', text: 'T' } } : verdict;
    };

    const judged = await judgePictures({ body, index, model: 'm', mayJudge: () => true }, judge);

    expect(earlier).toEqual([0, 0]);
    expect(judged.map(one => ('verdict' in one ? one.verdict.technique : one.reason))).toEqual([
      'transcode',
      'transcode',
      expect.stringContaining('only named'),
    ]);
  });

  it('tells why a picture could not be judged', async () => {
    const { body, index } = read([picture]);

    const judged = await judgePictures({ body, index, model: 'm', mayJudge: () => true }, async () => {
      throw new Error('no codec here');
    });

    expect(judged).toMatchObject([{ reason: 'no codec here' }]);
    expect(await judgePictures({ body, index, model: 'm', mayJudge: () => false }, async () => verdict)).toEqual([]);
  });
});

describe('editsOfVerdict', () => {
  it('puts the change into the request', () => {
    const { body, index } = read([picture]);
    const block = index.blocks.find(({ kind }) => kind === 'image');
    if (block === undefined) throw new Error('no image');

    const edits = editsOfVerdict(body, block, { ...verdict, change: { kind: 'transcript', text: 'WET FLOOR' } });

    expect(Buffer.from(splice(body, edits)).toString('utf8')).toContain('{"type":"text","text":"WET FLOOR"}');
    expect(editsOfVerdict(body, block, verdict)).toEqual([]);
  });
});
