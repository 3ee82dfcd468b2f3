import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import type { Decision } from '../../../../src/engine/plan/decision.ts';
import { pictureBirthsOf } from '../../../../src/engine/plan/pictures/pictureBirths.ts';
import { pictureIdentity } from '../../../../src/engine/plan/pictures/pictureIdentity.ts';
import { planRequest } from '../../../../src/engine/plan/planRequest.ts';
import { defaultOptions } from '../../../../src/shared/options.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000200000003', 'hex').toString('base64');
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } };
const text = (words: string) => ({ type: 'text', text: words });
const body = Buffer.from(
  JSON.stringify({
    model: 'm',
    messages: [
      { role: 'user', content: [picture, text('first?')] },
      { role: 'assistant', content: 'yes' },
      { role: 'user', content: [picture, text('second?')] },
    ],
  }),
);
const read = indexRequest(body, 'anthropic');
if (isUnindexed(read)) throw new Error(read.reason);
const index = read;

function births(find: (identity: string) => Decision | undefined) {
  const plan = planRequest(index, { body, options: defaultOptions('proxy'), find, mayJudge: true });
  const nameOriginal = () => 'abcdefghjk';
  return pictureBirthsOf(plan, { body, index, model: 'm', canRetrieve: true, nameOriginal });
}

describe('pictureBirthsOf', () => {
  it('gathers new pictures only, with those before them that go whole', () => {
    const [birth, ...others] = births(() => undefined);

    expect(others).toEqual([]);
    expect(birth).toMatchObject({
      handle: 'abcdefghjk',
      subject: { kind: 'image', question: 'second?', text: `data:image/png;base64,${png}` },
      picture: { earlier: [{ number: 1 }] },
    });
  });

  it('refers to nothing that was replaced itself', () => {
    const [first] = index.blocks;
    if (first === undefined) throw new Error('a picture');
    const identity = pictureIdentity(body, index, first);
    const outcome = {
      kind: 'replace',
      transform: 't',
      grade: 'omission',
      output: '',
      reason: '',
      handle: 'h',
    } as const;
    const decision: Decision = { identity, outcome, tokensBefore: 9, tokensAfter: 1 };

    expect(births(asked => (asked === identity ? decision : undefined))).toMatchObject([{ picture: { earlier: [] } }]);
  });

  it('lets a picture that is only named be born too, so that it is left alone for good', () => {
    const source = { type: 'url', url: 'https://example.com/a.png' };
    const named = Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: [{ type: 'image', source }] }] }));
    const namedIndex = indexRequest(named, 'anthropic');
    if (isUnindexed(namedIndex)) throw new Error(namedIndex.reason);
    const policy = { body: named, options: defaultOptions('proxy'), find: () => undefined, mayJudge: true };
    const around = { body: named, index: namedIndex, model: 'm', canRetrieve: true, nameOriginal: () => 'h' };

    expect(pictureBirthsOf(planRequest(namedIndex, policy), around)).toMatchObject([
      { picture: expect.stringContaining('only named') },
    ]);
  });
});
