import { expect, test } from 'vitest';
import { markOutput } from '../../../../../src/engine/transforms/text/reports/testOutput.ts';

function keptOf(lines: readonly string[]): string[] {
  const marked = markOutput(
    lines,
    lines.map(() => 'other'),
  );
  return lines.filter((_, i) => marked[i] !== 'passed');
}

test('what a passing test of Go logs goes with it, what a failing one logs stays', () => {
  const lines = [
    '=== RUN   TestGood',
    '    a_test.go:9: checking 6',
    '--- PASS: TestGood (0.00s)',
    '=== RUN   TestBad',
    '    a_test.go:12: checking 7',
    '=== RUN   TestBad/sub',
    '    a_test.go:14: got 1, want 2',
    '--- FAIL: TestBad (0.00s)',
    '    --- FAIL: TestBad/sub (0.00s)',
    '    a_test.go:99: without a test',
  ];

  expect(keptOf(lines)).toEqual(lines.filter(line => line !== '    a_test.go:9: checking 6'));
});

test('output blocks of vitest go with passing tests', () => {
  const lines = [
    'stdout | a.test.ts > sums > adds',
    'checking 3',
    '',
    'stdout | a.test.ts > sums > fails',
    'checking 4',
    '',
    ' FAIL  a.test.ts > sums > fails',
    'checking 5',
  ];

  expect(keptOf(lines)).toEqual(lines.slice(2));
});

test('a name behind many blanks is read in one go, line separators in it too', () => {
  const lines = ['ok 1', `FAIL${' '.repeat(100_000)}x\u2028y  `];

  expect(keptOf(lines)).toEqual(lines);
});
