import { describe, expect, it } from 'vitest';
import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import type { PictureVerdict } from '../../../src/engine/images/pictureTask.ts';
import { PlannedPictures } from '../../../src/process/judging/plannedPictures.ts';
import { factsOfUnsent } from '../../../src/process/onDemand/unsentRequest.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000200000003', 'hex').toString('base64');
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } };
const body = Buffer.from(
  JSON.stringify({ model: 'm', messages: [{ role: 'user', content: [picture, { type: 'text', text: 'what?' }] }] }),
);
const verdict: PictureVerdict = {
  technique: 'full_low',
  confidence: 0.9,
  tokensBefore: 900,
  tokensAfter: 300,
  reason: 'r',
  change: { kind: 'lowDetail' },
};

function facts(mode: 'audit' | 'simulate', more: Partial<ExchangeFacts> = {}): ExchangeFacts {
  const options = defaultOptions('proxy');
  return { ...factsOfUnsent({ name: 'x', mode, body, format: 'anthropic', options }), ...more };
}

function setUp() {
  const asked: string[] = [];
  const planned = new PlannedPictures(async ({ question = '' }) => {
    asked.push(question);
    return verdict;
  });
  return { asked, planned };
}

describe('PlannedPictures', () => {
  it('tells what optimize would do, and judges each picture once', async () => {
    const { asked, planned } = setUp();

    const first = await planned.addTo(facts('simulate'));
    await planned.addTo(facts('simulate'));

    expect(first.planned).toMatchObject([
      { position: 0, decision: { tokensBefore: 900, tokensAfter: 300, outcome: { transform: 'image_full_low' } } },
    ]);
    expect(asked).toEqual(['what?']);
  });

  it('looks at nothing in other modes, without retrieval, or without pictures', async () => {
    const { asked, planned } = setUp();
    const audited = facts('audit');
    const plain = Buffer.from('{"model":"m","messages":[{"role":"user","content":"hi"}]}');

    expect(await planned.addTo(audited)).toBe(audited);
    expect((await planned.addTo(facts('simulate', { canRetrieve: false }))).planned).toEqual([]);
    expect((await planned.addTo(facts('simulate', { body: plain }))).planned).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('plans nothing for a picture that cannot be judged, and tries it again later', async () => {
    let tries = 0;
    const planned = new PlannedPictures(async () => {
      tries++;
      throw new Error('no codec');
    });

    expect((await planned.addTo(facts('simulate'))).planned).toEqual([]);
    await planned.addTo(facts('simulate'));
    expect(tries).toBe(2);
  });
});
