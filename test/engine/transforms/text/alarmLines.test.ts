import { expect, test } from 'vitest';
import { findAlarms } from '../../../../src/engine/transforms/text/alarmLines.ts';
import { frameByTime } from '../../../../src/engine/transforms/text/records/lineFrames.ts';
import { buildRecordTable } from '../../../../src/engine/transforms/text/records/recordTable.ts';

function alarmsIn(lines: readonly string[]): { distinct: string[]; repeated: string[] } {
  const alarms = findAlarms(buildRecordTable(lines, frameByTime(lines), false));
  const textOf = (alarm: { readonly lines: readonly number[] }): string =>
    alarm.lines.map(line => lines[line]).join('\n');
  return { distinct: alarms.distinct.map(textOf), repeated: alarms.repeated.map(textOf) };
}

test('an error is told once, and again at most by its last occurrences', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `ERROR shard ${i} lost its lease`);

  const { distinct, repeated } = alarmsIn(lines);

  expect(distinct).toEqual([lines[0]]);
  expect(repeated[0]).toBe(lines[29]);
  expect(repeated.length).toBeLessThan(8);
});

test('the same words at another place are another failure', () => {
  const lines = [
    'a.ts:12:5 error: not assignable',
    'b.ts:12:5 error: not assignable',
    'b.ts:90:1 error: not assignable',
  ];

  expect(alarmsIn(lines).distinct).toEqual(lines);
});

test('a stack belongs to the error above it', () => {
  const lines = [
    'INFO starting',
    'TypeError: x is not a function',
    '    at run (/app/a.js:10:3)',
    '    at main (/app/b.js:2:1)',
    'INFO done',
  ];

  expect(alarmsIn(lines).distinct).toEqual([lines.slice(1, 4).join('\n')]);
});

test('an error with another stack is told again', () => {
  const stack = (line: number): string[] => ['Error: closed', `    at read (/app/pipe.js:${line}:3)`];

  expect(alarmsIn([...stack(4), 'next', ...stack(4), 'next', ...stack(91)]).distinct).toHaveLength(2);
});

test('of lines with times, each day keeps its first and its last', () => {
  const lines = [1, 2, 3].flatMap(day =>
    Array.from({ length: 12 }, (_, i) => `2025-03-0${day} 10:00:${10 + i} ERROR lease ${i} lost`),
  );

  const { repeated } = alarmsIn(lines);

  for (const day of [1, 2]) expect(repeated).toContain(lines[day * 12 + 11]);
});

test('a long line without a place costs no more than its length', () => {
  const started = performance.now();

  alarmsIn([`ERROR ${'ab-_'.repeat(100_000)}`]);

  expect(performance.now() - started).toBeLessThan(1000);
});

test('in a log with times, what follows without one belongs to the entry, and the next entry does not', () => {
  const failure = (second: number, line: number): string[] => [
    `2025-03-01 10:00:${second} ERROR charge failed`,
    'java.lang.IllegalStateException: declined',
    `\tat com.acme.Charge.run(Charge.java:${line})`,
    'Caused by: java.net.SocketTimeoutException: timed out',
  ];
  const served = (second: number): string => `2025-03-01 10:00:${second} INFO served`;
  const lines = [
    ...[served(10), ...failure(11, 88), served(12), served(13), ...failure(14, 88), served(15), ...failure(16, 91)],
    ...[
      'Traceback (most recent call last):',
      '  File "a.py", line 3',
      'ValueError: no',
      served(17),
      served(18),
      served(19),
    ],
    ...Array.from({ length: 20 }, (_, i) => served(20 + i)),
  ];

  const { distinct } = alarmsIn(lines);

  expect(distinct[0]).toBe(failure(11, 88).join('\n'));
  expect(distinct[1]).toContain('Charge.java:91');
  for (const alarm of distinct) expect(alarm).not.toContain('INFO');
});
