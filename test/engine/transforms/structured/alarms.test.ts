import { expect, test } from 'vitest';
import { alarmOf, isAlarmKey } from '../../../../src/engine/transforms/structured/alarms.ts';

test('values that report a failure or a warning are told from others', () => {
  expect(alarmOf('connect ECONNREFUSED: connection refused')).toBe('failure');
  expect(alarmOf('worker exit code 137')).toBe('failure');
  expect(alarmOf('segmentation fault (core dumped)')).toBe('failure');
  expect(alarmOf('CrashLoopBackOff')).toBe('failure');
  expect(alarmOf('WARN: disk almost full')).toBe('warning');
  expect(alarmOf('{"error":null,"deprecated":false}')).toBeUndefined();
  expect(alarmOf('terrorize the mirror')).toBeUndefined();
});

test('keys of failures are told from their counts', () => {
  expect(isAlarmKey('error')).toBe(true);
  expect(isAlarmKey('errorCount')).toBe(false);
});
