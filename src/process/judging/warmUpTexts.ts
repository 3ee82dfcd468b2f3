/**
 * Texts of the kinds that tools print, for a thread to practise on: code that has run a few times is ten times as fast as
 * code that never ran, and a first request should not pay for the difference. They mean nothing.
 */
export function warmUpTexts(): readonly string[] {
  return [log, records, searchHits, paths, testReport, diff, table, csv].map(write => write(120));
}

type Writer = (lines: number) => string;

const log: Writer = lines =>
  times(lines, i => `2026-01-05T10:${two(i % 60)}:07Z ${i % 17 === 0 ? 'ERROR' : 'INFO'} worker-3 took ${i * 7} ms`);

const records: Writer = lines =>
  JSON.stringify(
    Array.from({ length: lines }, (_, id) => ({ id, name: `item ${id}`, state: id % 9 === 0 ? 'failed' : 'done' })),
    null,
    2,
  );

const searchHits: Writer = lines =>
  times(lines, i => `src/part${i % 7}/file${i % 13}.ts:${i + 1}:  const value${i} = compute(${i});`);

const paths: Writer = lines => times(lines, i => `./packages/part${i % 5}/src/module${i}/index.ts`);

const testReport: Writer = lines =>
  times(lines, i => (i % 40 === 39 ? `not ok ${i} - adds ${i}\n  ---\n  error: no\n  ...` : `ok ${i} - adds ${i}`));

const diff: Writer = lines =>
  `diff --git a/one.ts b/one.ts\n--- a/one.ts\n+++ b/one.ts\n@@ -1,${lines} +1,${lines} @@\n` +
  times(lines, i => `${[' ', '+', '-'][i % 3] ?? ' '}const line${i} = ${i};`);

const table: Writer = lines =>
  times(lines, i => [`node-${i}`.padEnd(20), 'Ready'.padEnd(12), `${i % 30}d`.padEnd(10), `10.0.0.${i}`].join(''));

const csv: Writer = lines => `id,name,city,amount\n${times(lines, i => `${i},person ${i},city ${i % 9},${i * 3}.50`)}`;

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('\n');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
