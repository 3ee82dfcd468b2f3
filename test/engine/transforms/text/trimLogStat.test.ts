import { expect, test } from 'vitest';
import { trimLogStat } from '../../../../src/engine/transforms/text/trimLogStat.ts';
import { applyTo } from './textContext.ts';

const commits = Array.from({ length: 40 }, (_, n) =>
  [
    `commit ${String(n).padStart(40, 'a')}`,
    'Author: Ann <ann@example.org>',
    '',
    `    Mends part ${n}`,
    '',
    ...Array.from({ length: 6 }, (_, i) => ` src/part${n}/file${i}.ts |  ${i + 2} +-`),
    ' 6 files changed, 27 insertions(+)',
    '',
  ].join('\n'),
);

test('every commit keeps its message and totals; gaps say which lines are missing', () => {
  const output = applyTo(trimLogStat, commits.join('\n'))?.output ?? '';

  expect(output).toMatch(/^\[headroom: 240 of 520 lines omitted \(changed files;/);
  expect(output.match(/^commit /gm)).toHaveLength(40);
  expect(output.match(/^ 6 files changed, 27 insertions\(\+\)$/gm)).toHaveLength(40);
  expect(output).toContain('    Mends part 39\n\n[… 6 lines, 513-518]\n 6 files changed');
});

test('a file that the question names stays', () => {
  const output = applyTo(trimLogStat, commits.join('\n'), 'balanced', 'who changed src/part17/file3.ts?')?.output;

  expect(output).toContain(' src/part17/file3.ts |  5 +-');
});

test('a log without files is left alone', () => {
  expect(applyTo(trimLogStat, commits.join('\n').replace(/^ src.*\n/gm, ''))).toBeUndefined();
});
