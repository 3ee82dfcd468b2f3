import { expect, test } from 'vitest';
import { bestLine, totalOf, trialLines, turnsOf } from '../../../webview/model/trial.ts';
import { workingDay } from '../fixtures.ts';
import { conversationTrialOf, trialOf } from '../historyFixtures.ts';

test('savings are against sending everything as it came, net of the fetches to be expected', () => {
  const lines = trialLines(trialOf('transcripts'));

  const balanced = lines.find(({ setting }) => setting === 'balanced');
  expect(balanced?.netUsd).toBeCloseTo(26.45);
  expect(balanced?.savedUsd).toBeCloseTo(11.96);
  expect(lines[0]).toMatchObject({ setting: 'audit', savedUsd: 0, savedTokens: 0 });
  expect(bestLine(lines)?.setting).toBe('agent-90');
});

test('where no price is known, tokens decide; and nothing is best when nothing is saved', () => {
  const trial = trialOf('transcripts');
  const unpriced = trial.rows.map(row => ({ ...row, usd: 0, fetchUsd: 0 }));
  const equal = trial.rows.map(row => ({ ...row, usd: 1, fetchUsd: 0 }));

  expect(bestLine(trialLines({ ...trial, rows: unpriced }))?.setting).toBe('agent-90');
  expect(bestLine(trialLines({ ...trial, rows: equal }))).toBeUndefined();
});

test('the lines of a conversation are its contexts, or the money until then', () => {
  const trial = conversationTrialOf(workingDay().exchanges, 'flaky', {});

  const money = turnsOf(trial, 'mine', 'money');
  expect(turnsOf(trial, 'mine', 'tokens')).toHaveLength(48);
  expect(money.at(-1)).toBeCloseTo(totalOf(trial, 'mine').usd);
  expect(totalOf(trial, 'mine').tokens).toBeLessThan(totalOf(trial, 'untouched').tokens);
});
