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
])('alarming: %s', line => {
  expect(isAlarming(line)).toBe(true);
});

test.each(['served in 12 ms', '0 errors, no failures', 'failed: 0', 'a terrorist novel', ''])(
  'not alarming: %s',
  line => {
    expect(isAlarming(line)).toBe(false);
  },
);

test('warnings and levels', () => {
  expect(isWarning('DeprecationWarning: use x')).toBe(false);
  expect(isWarning('warning: unused')).toBe(true);
  expect(['[error]', 'INFO', 'ok'].every(isLevelWord)).toBe(true);
  expect(isLevelWord('errors')).toBe(false);
});
