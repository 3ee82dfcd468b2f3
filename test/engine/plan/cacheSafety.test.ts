import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generatedConversation } from '../../../bench/cache/conversations.ts';
import { runArm } from '../../../bench/cache/runArm.ts';
import { profiles } from '../../../src/shared/modes.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import { type History, history, outputs, play } from './cacheHistory.ts';

/** FC_RUNS raises the number of histories; each format has a file of its own and tries half of them, side by side. */
const runs = Math.ceil(Number(process.env.FC_RUNS ?? 50) / 2);

it('no history of an Anthropic conversation makes us break the cache, or costs more than it would without us', () => {
  fc.assert(
    fc.property(history, past => {
      const { breaks, usd, usdUntouched } = play(past, 'anthropic');

      expect(breaks).toEqual([]);
      expect(usd).toBeLessThanOrEqual(usdUntouched + 1e-9);
    }),
    { numRuns: runs },
  );
});

const minute = 60_000;
const large = outputs.findIndex(text => text.startsWith('[{"id":0'));
const next = {
  branch: 0,
  act: { kind: 'prompt' as const },
  mode: undefined,
  profile: undefined,
  kill: undefined,
  slims: undefined,
  pauseMs: 20_000,
  switchesModel: false,
};
const calls = { ...next, act: { kind: 'calls' as const, calls: [{ tool: 'Bash' as const, output: large }] } };
const during = (events: History['events'], more: Partial<History> = {}): History => ({
  hasLongSystem: true,
  events,
  ...more,
});

it('would see a break: a mode that forgets its decisions makes one', () => {
  expect(play(during([calls, { ...next, mode: 'off' }]), 'anthropic').breaks).toHaveLength(1);
  expect(play(during([calls, { ...next, mode: 'audit' }]), 'anthropic').breaks).toEqual([]);
});

it('rewrites what was sent in audit once the cache has gone cold, at less cost, and repeats it from then on', () => {
  const warm = play(during([{ ...calls, mode: 'audit' }, { ...next, mode: 'optimize' }, next]), 'anthropic');
  const cold = play(
    during([{ ...calls, mode: 'audit' }, { ...next, mode: 'optimize', pauseMs: 70 * minute }, next]),
    'anthropic',
  );

  expect(warm).toMatchObject({ rewritten: 0, usd: warm.usdUntouched });
  expect(cold).toMatchObject({ rewritten: 1, breaks: [] });
  expect(cold.usd).toBeLessThan(cold.usdUntouched);
});

it('slims definitions where no cache holds them, and repeats that when the option is off again', () => {
  const warm = play(during([calls, { ...next, slims: true }, next]), 'anthropic');
  const cold = play(
    during([calls, { ...next, slims: true, pauseMs: 70 * minute }, { ...next, slims: false }, next]),
    'anthropic',
  );

  expect(warm.slimmed).toBe(0);
  expect(cold).toMatchObject({ slimmed: 4, breaks: [] });
  expect(cold.usd).toBeLessThan(cold.usdUntouched);
});

it('another model has another cache, and the first one finds its own as it was', () => {
  const { rewritten, breaks } = play(
    during([
      { ...calls, mode: 'audit', pauseMs: 70 * minute },
      { ...next, mode: 'optimize', switchesModel: true },
      { ...next, switchesModel: true },
      next,
    ]),
    'anthropic',
  );

  expect({ rewritten, breaks }).toEqual({ rewritten: 1, breaks: [] });
});

it('leaves alone what would make a short prefix too small to be cached', () => {
  const outcome = play(during([calls, next, next], { hasLongSystem: false }), 'anthropic');

  expect(outcome).toMatchObject({ breaks: [], spared: 1, usd: outcome.usdUntouched });
});

it.each(profiles)('%s costs no more than audit, even when every tenth omission is fetched back', async profile => {
  const recipe = { name: profile, model: 'claude-sonnet-5-5', format: 'anthropic', steps: 14 } as const;
  const conversation = generatedConversation(recipe, outputs);

  const audit = await runArm(conversation, () => ({ mode: 'audit', options: parseOptions({}, 'proxy') }));
  const arm = await runArm(conversation, () => ({
    mode: 'optimize',
    options: parseOptions({ savingsProfile: profile }, 'proxy'),
  }));

  expect(arm.breaks).toBe(0);
  expect(arm.usd + arm.retrievalUsd).toBeLessThan(audit.usd);
});
