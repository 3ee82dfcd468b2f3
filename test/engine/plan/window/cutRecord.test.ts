import { expect, it } from 'vitest';
import type { Decision } from '../../../../src/engine/plan/decision.ts';
import { identitiesForCuts, recordedCuts, recordOf } from '../../../../src/engine/plan/window/cutRecord.ts';
import { findToolUnits, spokenMessages, turnsOf } from '../../../../src/engine/plan/window/toolUnits.ts';
import { indexOf } from '../../conversation/indexed.ts';
import { bodyOf, step } from './windowBodies.ts';

const requestOf = (turns: number, words = 3) =>
  indexOf(
    'anthropic',
    bodyOf(
      'anthropic',
      Array.from({ length: turns }, () => step(words)),
    ),
  );

/** Records a cut of the first two units, made in the request with five turns. */
function recorded() {
  const index = requestOf(5);
  const units = findToolUnits(index, turnsOf(index), spokenMessages(index)).slice(0, 2);
  const [identity = ''] = identitiesForCuts(index, 1, () => undefined);
  const cut = recordOf({ units, callsSinceSpoken: 4, isNew: true });
  const outcome = {
    kind: 'replace',
    transform: 'rolling_window',
    grade: 'omission',
    output: '[marker]',
    reason: 'r',
    handle: 'h',
    cut,
  } as const;
  const decision: Decision = { identity, outcome, tokensBefore: 2, tokensAfter: 1 };
  return { index, find: (asked: string) => (asked === identity ? decision : undefined) };
}

it('a cut is found in its own request and in all that follow, as it was', () => {
  const { find } = recorded();

  for (const turns of [5, 6, 9]) {
    const [cut, ...others] = recordedCuts(requestOf(turns), find);

    expect(cut).toMatchObject({ callsSinceSpoken: 4, isNew: false, recorded: { marker: '[marker]', handle: 'h' } });
    expect(cut?.units.map(({ turn }) => turn)).toEqual([0, 1]);
    expect(others).toEqual([]);
  }
});

it('requests that branched off before it do not have it, and what the client changed makes it void', () => {
  const { find } = recorded();

  expect(recordedCuts(requestOf(3), find)).toEqual([]);
  expect(recordedCuts(requestOf(6, 4), find)).toEqual([]);
});

it('further cuts at the same place get identities of their own', () => {
  const { index, find } = recorded();

  const [first] = identitiesForCuts(index, 1, () => undefined);
  const [second, third] = identitiesForCuts(index, 2, find);

  expect(new Set([first, second, third]).size).toBe(3);
});
