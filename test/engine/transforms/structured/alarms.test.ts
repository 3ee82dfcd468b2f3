import { expect, test } from 'vitest';
import {
  alarmOffsets,
  isAlarming,
  isAlarmKey,
  templateOf,
} from '../../../../src/engine/transforms/structured/alarms.ts';

test('values that report a failure are told from others', () => {
  expect(isAlarming('connect ECONNREFUSED: connection refused')).toBe(true);
  expect(isAlarming('TypeError: x is not a function')).toBe(true);
  expect(isAlarming('CrashLoopBackOff')).toBe(true);
  expect(isAlarming('✖ 3 problems')).toBe(true);
  expect(isAlarming('terrorize the mirror')).toBe(false);
  expect(isAlarmKey('error')).toBe(true);
  expect(isAlarmKey('errorCount')).toBe(false);
});

test('offsets ascend, and values that differ in numbers and names share a template', () => {
  expect(alarmOffsets('ok, failed, ok, timeout')).toEqual([4, 16]);
  expect(templateOf("row 12: 'a' failed")).toBe(templateOf("row 997: 'bcd' failed"));
  expect(templateOf('disk full')).not.toBe(templateOf('disk gone'));
});
