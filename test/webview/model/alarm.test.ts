import { expect, test } from 'vitest';
import { type AlarmFacts, findAlarms } from '../../../webview/model/alarm.ts';
import { workingDay } from '../fixtures.ts';

const findAlarm = (given: AlarmFacts) => findAlarms(given)[0];
const { exchanges, overview } = workingDay();
const facts: AlarmFacts = {
  today: exchanges,
  overview,
  spent: { measured: 4, estimated: 1 },
  muted: new Set(['full:checkout', 'full:signals']),
};

test('a broken cache is an alarm until it is muted', () => {
  const alarm = findAlarm(facts);

  expect(alarm).toMatchObject({ kind: 'cacheBroken', key: 'broken:flaky-35', times: 1 });
  expect(findAlarm({ ...facts, muted: new Set(['broken:flaky-35']) })).toBeUndefined();
});

test('three failures in a row come before everything else', () => {
  const failing = exchanges.map((exchange, index) => (index < 3 ? { ...exchange, status: 529 } : exchange));

  expect(findAlarm({ ...facts, today: failing })?.kind).toBe('upstreamFailing');
});

test('a price step is told before the conversation takes it, and only to the model that has one', () => {
  const model = exchanges[0]?.model ?? '';
  const near = { ...overview, priceStep: { model, above: 134_000, factor: 2 } };

  expect(findAlarm({ ...facts, overview: near })).toMatchObject({ kind: 'priceStep' });
  expect(findAlarm({ ...facts, overview: { ...near, priceStep: { model, above: 900_000, factor: 2 } } })?.kind).toBe(
    'cacheBroken',
  );
  expect(
    findAlarm({ ...facts, overview: { ...near, priceStep: { model: 'x', above: 134_000, factor: 2 } } })?.kind,
  ).toBe('cacheBroken');
});

test('a budget is used up when either sum alone exceeds it', () => {
  const muted = new Set(['broken:flaky-35']);

  const alarm = (dailyBudgetUsd: number) => findAlarm({ ...facts, muted, overview: { ...overview, dailyBudgetUsd } });

  expect(alarm(3.9)).toMatchObject({ kind: 'overBudget', budgetUsd: 3.9 });
  expect(alarm(4.5)).toBeUndefined();
});

test('everything that needs a person is told, the most urgent first', () => {
  const model = exchanges[0]?.model ?? '';
  const notice = 'The log cannot be written.';
  const busy = {
    ...overview,
    status: { ...overview.status, notice },
    priceStep: { model, above: 134_000, factor: 2 },
    dailyBudgetUsd: 3.9,
  };

  const kinds = findAlarms({ ...facts, overview: busy }).map(({ kind }) => kind);

  expect(kinds).toEqual(['priceStep', 'cacheBroken', 'overBudget', 'notice']);
});

test('a refused request neither brings nor hides a price step: it is our estimate, and was not paid', () => {
  const [newest] = exchanges;
  if (newest === undefined) throw new Error('The day is empty.');
  const { usage: _, ...refused } = { ...newest, id: 'refused', status: 529 };
  const step = (above: number, tokensAfter: number) =>
    findAlarms({
      ...facts,
      today: [{ ...refused, tokensAfter }, ...exchanges],
      overview: { ...overview, priceStep: { model: newest.model, above, factor: 2 } },
    }).find(({ kind }) => kind === 'priceStep');

  expect(step(134_000, 90_000)).toMatchObject({ exchange: { id: newest.id } });
  expect(step(160_000, 170_000)).toBeUndefined();
});
