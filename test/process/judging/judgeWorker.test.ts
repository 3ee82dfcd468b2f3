import { afterEach, expect, it } from 'vitest';
import { judgeBirth } from '../../../src/engine/plan/birth.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { WorkerJudge } from '../../../src/process/judging/workerJudge.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

const judge = new WorkerJudge(new URL('../../../src/process/judging/judgeWorker.ts', import.meta.url));
afterEach(() => judge.close());

it('gives the bytes that the engine gives by itself, one outcome per birth', { timeout: 20_000 }, async () => {
  const text = Array.from({ length: 100 }, (_, i) => `2026-01-05T10:00:07Z INFO step ${i} took ${i * 3} ms`).join('\n');
  const births = ['a', 'b'].map(identity => ({
    identity,
    subject: { text: identity === 'a' ? text : 'short', kind: 'toolResult' },
    handle: 'abcdefghjk',
  })) as Parameters<WorkerJudge['judge']>[0];
  const context = { model: 'gpt-5', options: defaultOptions('proxy'), canRetrieve: true };
  const counter = await counterFor(context.model);

  const outcomes = await judge.judge(births, context);

  expect(outcomes).toEqual(births.map(birth => judgeBirth(birth, { ...context, counter })));
  expect(outcomes.map(({ decision }) => decision.outcome.kind)).toEqual(['replace', 'leave']);
});
