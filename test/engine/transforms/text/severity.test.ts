import { expect, test } from 'vitest';
import { isAlarming, isLevelWord, isWarning } from '../../../../src/engine/transforms/text/severity.ts';

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
  '  × expected 2 to be 3',
])('alarming: %s', line => {
  expect(isAlarming(line)).toBe(true);
});

test.each([
  'served in 12 ms',
  '0 errors, no failures',
  'failed: 0',
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
  expect(['[error]', 'INFO', 'ok'].every(isLevelWord)).toBe(true);
  expect(isLevelWord('errors')).toBe(false);
});
