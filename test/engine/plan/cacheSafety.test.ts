import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generatedConversation } from '../../../bench/cache/conversations.ts';
import { runArm } from '../../../bench/cache/runArm.ts';
import { profiles } from '../../../src/shared/modes.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import { breaksIn, event, outputs } from './cacheHistory.ts';

/** FC_RUNS raises the number of histories. Each format has a file of its own, so that both run side by side. */
const runs = Number(process.env.FC_RUNS ?? 60);

it('no history of an Anthropic conversation makes us break the cache', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 2, maxLength: 14 }), events => {
      expect(breaksIn(events, 'anthropic')).toEqual([]);
    }),
    { numRuns: runs },
  );
});

it('would see a break: a mode that forgets its decisions makes one', () => {
  const big = outputs.findIndex(text => text.startsWith('[{"id":0'));
  const calls = { kind: 'calls' as const, calls: [{ tool: 'Bash' as const, output: big }] };
  const go = { branch: 0, act: { kind: 'prompt' as const }, mode: undefined, profile: undefined, kill: undefined };

  expect(
    breaksIn(
      [
        { ...go, act: calls },
        { ...go, mode: 'off' },
      ],
      'anthropic',
    ),
  ).toHaveLength(1);
  expect(
    breaksIn(
      [
        { ...go, act: calls },
        { ...go, mode: 'audit' },
      ],
      'anthropic',
    ),
  ).toEqual([]);
});

it.each(profiles)('%s costs no more than audit, even when every tenth omission is fetched back', async profile => {
  const recipe = { name: profile, model: 'claude-sonnet-5-5', format: 'anthropic', steps: 14 } as const;
  const conversation = generatedConversation(recipe, outputs);

  const audit = await runArm(conversation, { mode: 'audit', options: parseOptions({}, 'proxy') });
  const arm = await runArm(conversation, {
    mode: 'optimize',
    options: parseOptions({ savingsProfile: profile }, 'proxy'),
  });

  expect(arm.breaks).toBe(0);
  expect(arm.usd + arm.retrievalUsd).toBeLessThan(audit.usd);
});
