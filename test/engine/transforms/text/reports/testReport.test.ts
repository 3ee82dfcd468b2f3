import { expect, test } from 'vitest';
import { readTestReport } from '../../../../../src/engine/transforms/text/reports/testReport.ts';

const passes = ['ok 1 - a', 'ok 2 - b', 'ok 3 - c', 'ok 4 - d', 'ok 5 - e'];

test('details of a failed TAP test stay with it', () => {
  const kinds = readTestReport([...passes, '# Subtest: f', 'not ok 6 - f', '  ---', "  error: 'x'", '  ...']);

  expect(kinds?.slice(5)).toEqual(['detail', 'failed', 'detail', 'detail', 'detail']);
});

test('details of a passed TAP test go with it', () => {
  expect(readTestReport([...passes, '  ---', '  duration_ms: 1', '  ...', '1..5'])?.slice(5)).toEqual([
    'passed',
    'passed',
    'passed',
    'other',
  ]);
});

test('a skipped test is not a passed one', () => {
  expect(readTestReport([...passes, 'ok 6 - f # SKIP no network'])?.at(-1)).toBe('other');
});

test('a heading above passing tests goes with them, one above a failure stays', () => {
  const kinds = readTestReport(['group', ...passes.map(() => '  ✓ works'), 'other group', '  ✓ works', '  ✕ breaks']);

  expect(kinds).toEqual(['passed', 'passed', 'passed', 'passed', 'passed', 'passed', 'other', 'passed', 'failed']);
});

test.each([
  ['mocha and vitest', '  ✔ adds (3ms)', '  ✗ subtracts'],
  ['cargo', 'test cart::adds ... ok', 'test cart::subtracts ... FAILED'],
  ['go', '--- PASS: TestAdd (0.00s)', '--- FAIL: TestSub (0.00s)'],
  ['pytest', 'tests/test_cart.py::test_add PASSED     [ 10%]', 'tests/test_cart.py::test_sub FAILED     [ 20%]'],
  ['googletest', '[       OK ] Cart.Adds (0 ms)', '[  FAILED  ] Cart.Subtracts (0 ms)'],
])('%s', (_, passed, failed) => {
  expect(readTestReport([passed, passed, passed, passed, passed, failed])?.slice(4)).toEqual(['passed', 'failed']);
});

test('a text with hardly any passing test is no report', () => {
  expect(readTestReport(['ok 1 - a', 'some words'])).toBeUndefined();
});
