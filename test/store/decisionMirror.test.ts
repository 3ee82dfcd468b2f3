import { expect, it } from 'vitest';
import { DecisionMirror } from '../../src/store/decisionMirror.ts';
import { replacement } from './storeLab.ts';

const hourMs = 3_600_000;
const left = { identity: 'a', outcome: { kind: 'leave', reason: 'late' }, tokensBefore: 0, tokensAfter: 0 } as const;

it('counts replacements per project, through changes of mind and expiry', () => {
  const mirror = new DecisionMirror(() => 0);
  mirror.keep({ project: 'p', decision: replacement('a', 'h1'), touchedAt: 5 });
  expect([mirror.hasReplacements('p'), mirror.hasReplacements('q')]).toEqual([true, false]);

  mirror.keep({ project: 'p', decision: left, touchedAt: 6 });
  expect(mirror.hasReplacements('p')).toBe(false);
  expect(mirror.find('p', 'a')).toEqual(left);

  mirror.keep({ project: 'p', decision: replacement('a', 'h1'), touchedAt: 7 });
  expect(mirror.takeExpired(8)).toEqual([{ project: 'p', identity: 'a' }]);
  expect(mirror.hasReplacements('p')).toBe(false);
  expect(mirror.find('p', 'a')).toBeUndefined();
});

it('a decision that is found is in use, and told so at most once an hour', () => {
  let now = hourMs;
  const mirror = new DecisionMirror(() => now);
  mirror.keep({ project: 'p', decision: replacement('a', 'h1'), touchedAt: 0 });

  mirror.find('p', 'a');
  mirror.find('p', 'a');
  expect(mirror.takeTouched()).toEqual([{ project: 'p', identity: 'a' }]);
  now += hourMs - 1;
  mirror.find('p', 'a');

  expect(mirror.takeTouched()).toEqual([]);
  expect(mirror.takeExpired(hourMs)).toEqual([]);
});
