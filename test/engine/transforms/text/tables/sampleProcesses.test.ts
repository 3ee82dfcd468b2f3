import { expect, test } from 'vitest';
import { sampleProcesses } from '../../../../../src/engine/transforms/text/tables/sampleProcesses.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

const header = 'USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND';
const kernel = Array.from(
  { length: 40 },
  (_, i) =>
    `root      ${String(i + 2).padStart(4)}  0.0  0.0      0     0 ?        I    03:38   0:00 [kworker/${i}:0-events]`,
);
const workers = Array.from(
  { length: 6 },
  (_, i) => `dev       9${i}01  0.0  0.0  90456 85040 ?        S    06:54   0:17 node worker.js --queue mail`,
);
const busy = 'dev       8001 91.2  4.3  90456 85040 ?        RN   06:54   0:17 node /app/server.js --port 8080';
const long = `dev       8002  0.1  0.2  90456 85040 ?        S    06:54   0:17 java ${'-Dsome.property=value '.repeat(40)}-jar app.jar`;

function outputOf(lines: readonly string[], question?: string): string {
  return applyTo(sampleProcesses, [header, ...lines, ''].join('\n'), 'balanced', question)?.output ?? '';
}

test('the busiest stay in full, equal commands share a line, kernel threads are counted', () => {
  const output = outputOf([...kernel, ...workers, busy, long]);

  expect(output.split('\n')).toContain(header);
  expect(output.split('\n')).toContain(busy);
  expect(output).toContain('9001,9101,9201,9301,9401,9501 node worker.js --queue mail');
  expect(output).toContain('kernel threads: 40 (kworker)');
});

test('a long command says how much of it is missing', () => {
  const others = Array.from({ length: 3 }, (_, i) => busy.replace('8001 91.2  4.3', `810${i} 8${i}.2  9.3`));

  expect(outputOf([...kernel, ...others, long])).toMatch(/^8002 0\.1\/0\.2 java -Dsome.*\[… \d+ characters\]$/m);
});

test('what the question names stays in full', () => {
  expect(outputOf([...kernel, ...workers, busy], 'what is PID 9301 doing?').split('\n')).toContain(workers[3]);
});

test('other tables are none', () => {
  expect(outputOf(kernel.map(line => line.replace(/\d+/, 'x')))).toBe('');
  expect(applyTo(sampleProcesses, ['NAME READY STATUS', ...kernel].join('\n'))).toBeUndefined();
});

test('real processes', async () => {
  await expect(outputFor(sampleProcesses, 'ps.txt')).toMatchFileSnapshot(goldenPath(sampleProcesses, 'ps.txt'));
});
