import { expect, test } from 'vitest';
import { findAlarm } from '../../../webview/model/alarm.ts';
import { workingDay } from '../fixtures.ts';

const { exchanges, overview } = workingDay();

test('a broken cache is an alarm until it is muted', () => {
  const alarm = findAlarm(exchanges, overview.status, new Set());

  expect(alarm).toMatchObject({ kind: 'cacheBroken', key: 'broken:flaky-35', times: 1 });
  expect(findAlarm(exchanges, overview.status, new Set(['broken:flaky-35']))).toBeUndefined();
});

test('three failures in a row come before everything else', () => {
  const failing = exchanges.map((exchange, index) => (index < 3 ? { ...exchange, status: 529 } : exchange));

  expect(findAlarm(failing, overview.status, new Set())?.kind).toBe('upstreamFailing');
});
