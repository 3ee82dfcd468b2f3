import { expect, test } from 'vitest';
import { alarmOffsets, isAlarming, isLevelWord, isWarning } from '../../../../src/engine/transforms/text/severity.ts';

test.each([
  'ERROR disk full',
  'TypeError: x is not a function',
  'connect ECONNREFUSED 10.0.0.1',
  'npm ERR! code E404',
  'panic: runtime error',
  'pod CrashLoopBackOff',
  'Segfault at 0',
  '✖ 3 problems',
  'container OOMKilled',
  'java.lang.NullPointerException',
  'code: ERR_MODULE_NOT_FOUND',
  'EACCES on /var/lib',
  'E1101 no member',
  'process exited with code 137',
  'make: exit status 2',
  'killed by SIGSEGV',
  '3 errors, 0 warnings',
  '{"error": "E_CARD_DECLINED", "failure": null}',
  '  × expected 2 to be 3',
])('alarming: %s', line => {
  expect(isAlarming(line)).toBe(true);
});

test.each([
  'served in 12 ms',
  '0 errors, no failures',
  'failed: 0',
  '{"error": null, "conflicts": [], "aborted":false}',
  'finished without any errors',
  'a terrorist novel',
  'a reign of terror',
  'skilled workers',
  'every event entered the engine early enough',
  'EMPTY, ENABLED and EXAMPLE are states',
  '1920 × 1080 pixels',
  'process exited with code 0',
  '',
])('not alarming: %s', line => {
  expect(isAlarming(line)).toBe(false);
});

test('warnings and levels', () => {
  expect(isWarning('DeprecationWarning: use x')).toBe(true);
  expect(isWarning('warning: unused')).toBe(true);
  expect(isWarning('[WARN] disk almost full')).toBe(true);
  expect(['0 warnings', 'process-warning 5.1.1', '{"deprecated": true}'].some(isWarning)).toBe(false);
  expect(['[error]', 'INFO', 'ok'].every(isLevelWord)).toBe(true);
  expect(isLevelWord('errors')).toBe(false);
});

test('offsets of what is wrong ascend and pass over what reassures', () => {
  expect(alarmOffsets('ok, failed, ok, timeout')).toEqual([4, 16]);
  expect(alarmOffsets('0 errors; WARN full; "error": null, "code": "ENOENT"')).toEqual([10, 45]);
  expect(alarmOffsets('all is well')).toEqual([]);
});
