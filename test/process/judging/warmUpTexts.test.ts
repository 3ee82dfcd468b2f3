import { expect, it } from 'vitest';
import { judgeBirth } from '../../../src/engine/plan/birth.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { warmUpTexts } from '../../../src/process/judging/warmUpTexts.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

it('the texts to practise on reach many compressors', async () => {
  const counter = await counterFor('claude-sonnet-4-5');

  const used = warmUpTexts().map((text, at) => {
    const birth = { identity: String(at), subject: { text, kind: 'toolResult' }, handle: 'abcdefghjk' } as const;
    const { outcome } = judgeBirth(birth, { options: defaultOptions('proxy'), counter, canRetrieve: true }).decision;
    return outcome.kind === 'replace' ? outcome.transform : 'left';
  });

  expect(new Set(used).size).toBeGreaterThanOrEqual(5);
});
