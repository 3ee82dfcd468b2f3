import { expect, test } from 'vitest';
import { SavingsMeter } from '../../src/extension/savingsMeter.ts';
import type { PanelEvent, SavingsToday } from '../../src/shared/panelProtocol.ts';

const today: SavingsToday = { tokensSaved: 5, measuredUsd: 0, estimatedUsd: 0, couldHaveSavedUsd: 0 };
const recorded = { type: 'exchangeRecorded' } as PanelEvent;

test('a burst of exchanges is one refresh, and other events are none', async () => {
  const shown: SavingsToday[] = [];
  const meter = new SavingsMeter(
    async () => today,
    figures => shown.push(figures),
    5,
  );

  for (let i = 0; i < 4; i++) meter.heard(recorded);
  meter.heard({ type: 'exchangeStarted', id: '1', client: 'x', startedAt: 0 });

  await expect.poll(() => shown).toEqual([today]);
});

test('once everything was cleared, the figures are fetched anew', async () => {
  const shown: SavingsToday[] = [];
  const meter = new SavingsMeter(
    async () => today,
    figures => shown.push(figures),
    5,
  );

  meter.heard({ type: 'cleared' });

  await expect.poll(() => shown).toEqual([today]);
});

test('a refresh that fails shows nothing', async () => {
  const shown: SavingsToday[] = [];
  const meter = new SavingsMeter(
    () => Promise.reject(new Error('gone')),
    figures => shown.push(figures),
    5,
  );

  await meter.refresh();

  expect(shown).toEqual([]);
});
