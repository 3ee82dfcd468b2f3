import { describe, expect, test } from 'vitest';
import { keepFailures } from '../../../../../src/engine/transforms/text/reports/keepFailures.ts';
import { readCapture } from '../captures.ts';
import { applyTo, goldenPath, outputFor, quotedLines } from '../textContext.ts';

/** To the line above, which is erased. */
const up = '\u001b[1A\u001b[2K';
const reports = ['node-test.tap', 'pytest.txt', 'jest.txt', 'gotest.txt'] as const;

describe('test reports', () => {
  test.each(reports)('%s keeps every failure verbatim and leaves out passing tests', async name => {
    const output = outputFor(keepFailures, name);

    const failures = readCapture(name)
      .split('\n')
      .filter(line => /^not ok|^FAILED|FAILED +\[|^E {2}|● |--- FAIL|^\s+\w+_test\.go:/.test(line));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(output).toContain(failure);
    await expect(output).toMatchFileSnapshot(goldenPath(keepFailures, name));
  });

  test.each(reports)('%s is quoted line by line, in order', name => {
    const lines = readCapture(name).split('\n');
    let at = 0;

    for (const quoted of quotedLines(outputFor(keepFailures, name))) {
      at = lines.indexOf(quoted, at) + 1;
      expect(at, quoted).toBeGreaterThan(0);
    }
  });

  test('a passing test that the question names stays', () => {
    const report = Array.from({ length: 300 }, (_, i) => `ok ${i + 1} - handles case-${i}`).join('\n');

    expect(applyTo(keepFailures, report, 'balanced', 'did "case-217" pass?')?.output).toContain(
      'ok 218 - handles case-217',
    );
  });

  test('a diff of a report belongs to the diffs', () => {
    const report = Array.from({ length: 300 }, (_, i) => ` ok ${i + 1} - handles case-${i}`);
    const diff = [
      'diff --git a/a.tap b/a.tap',
      '--- a/a.tap',
      '+++ b/a.tap',
      '@@ -1,300 +1,301 @@',
      ...report,
      '+ok 301',
    ];

    expect(applyTo(keepFailures, diff.join('\n'))).toBeUndefined();
  });

  test('gaps below redrawn progress name the lines of what the tool printed', () => {
    const progress = Array.from({ length: 40 }, (_, i) => `${i === 0 ? '' : up}Downloading ${i}/40`);
    const passes = Array.from({ length: 150 }, (_, i) => `ok ${i + 1} - parses case ${i}`);
    const printed = [...progress, ...passes, 'not ok 151 - fails', ...passes].join('\n');

    const output = applyTo(keepFailures, printed)?.output;

    expect(output).toContain('\n[… 150 lines, 41-190]\nnot ok 151 - fails\n[… 150 lines, 192-341]');
  });

  test('a report without passing tests is left alone', () => {
    expect(applyTo(keepFailures, 'FAIL a.test.ts\n'.repeat(400))).toBeUndefined();
  });
});
