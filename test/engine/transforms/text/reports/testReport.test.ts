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

const failure = ['not ok 322 - adds', '  ---', "  location: 'add.test.js:12:3'", '  expected: 4', '  ...'];

test.each([
  ['the cut is marked', ['', '... [812 lines truncated] ...', ''], '# Subtest: adds', failure],
  ['the cut is not marked', [], '# Subtest: adds', failure],
  ['the failure is nested deeper', [], '    # Subtest: adds', failure.map(line => `    ${line}`)],
])('where a client cut a passed test, the details of the next failure stay: %s', (_, cut, heading, failed) => {
  const kinds = readTestReport([...passes, '  ---', '  duration_ms: 1', ...cut, heading, ...failed]);

  expect(kinds?.slice(-6)).toEqual(['detail', 'failed', 'detail', 'detail', 'detail', 'detail']);
});

test('the rest of a failure whose verdict a client cut away goes with no passed test', () => {
  const kinds = readTestReport([...passes, '  ---', '  type: x', '[812 lines truncated]', '  expected: 4', '  ...']);

  expect(kinds?.slice(-3)).toEqual(['other', 'other', 'other']);
});

test('verdicts and empty lines that a failure quotes stay with it', () => {
  const quoted = ['  stdout: |-', '    ok 1 - inner', '', '    ok 2 - inner', '  ...'];
  const kinds = readTestReport([...passes, 'not ok 6 - f', '  ---', ...quoted]);

  expect(kinds?.slice(-5)).toEqual(['detail', 'detail', 'detail', 'detail', 'detail']);
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
