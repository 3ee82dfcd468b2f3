import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sampleDiagnostics } from '../../../../../src/engine/transforms/text/reports/sampleDiagnostics.ts';
import { readCapture } from '../captures.ts';
import { applyTo, goldenPath } from '../textContext.ts';

/** Findings about names so long that a table of all of them saves little. */
function findings(severity: 'error' | 'warning', count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const name = createHash('sha512').update(`${i}`).digest('hex').repeat(2);
    return `src/part${i % 7}.c:${i + 1}:5: ${severity}: unused variable '${name}' [-Wunused-variable]`;
  });
}

test('every place of a warning stays, its wording once', async () => {
  const output = applyTo(sampleDiagnostics, findings('warning', 60).join('\n'), 'agent-90')?.output ?? '';

  expect(output.length).toBeLessThan(4000);
  for (let i = 0; i < 60; i++) {
    const section = output.split('\n# ').find(part => part.startsWith(`src/part${i % 7}.c\n`));
    expect(section).toMatch(new RegExp(`\\b${i + 1}:5\\b`));
  }
  await expect(output).toMatchFileSnapshot(goldenPath(sampleDiagnostics, 'gcc.txt', 'agent-90'));
});

test('every different error stays in full; one that repeats is listed by its places', () => {
  const errors = findings('error', 30);
  const again = errors.map(line => line.replace(/^src/, 'lib'));

  const output = applyTo(sampleDiagnostics, [...errors, ...again].join('\n'), 'agent-90')?.output ?? '';

  for (const error of errors) expect(output).toContain(error);
  expect(output).toContain('# lib/part1.c\nA 2:5 9:5 16:5 23:5');
});

test.each(['tsc.txt', 'eslint.txt'] as const)('%s is left to the table that keeps all of it', name => {
  expect(applyTo(sampleDiagnostics, readCapture(name), 'agent-90')).toBeUndefined();
});

test('findings with source below them tell each place with its values, the source once per kind', () => {
  const lines = Array.from({ length: 60 }, (_, i) => [
    `lib/part${i % 3}.ts:${i + 1}:9 - error TS7006: Parameter 'arg${i}' implicitly has an 'any' type.`,
    '',
    `${i + 1} function run${i} (arg${i}) {`,
    '          ~~~~',
    '',
  ]).flat();

  const output = applyTo(sampleDiagnostics, [...lines, 'Found 60 errors in 3 files.'].join('\n'))?.output ?? '';

  expect(output).toContain("A ×60: - error TS7006: Parameter '{1}' implicitly has an 'any' type.");
  expect(output).toContain('    1 function run0 (arg0) {\n');
  expect(output).not.toContain('run7');
  for (let i = 0; i < 60; i++) expect(output).toMatch(new RegExp(`\\b${i + 1}:9 arg${i}(?:;|$)`, 'm'));
  expect(output).toMatch(/\nFound 60 errors in 3 files\.$/);
});

test('a message of rustc is told with its place and what stands at the mark', () => {
  const lines = Array.from({ length: 40 }, (_, i) => [
    'error[E0308]: mismatched types',
    `  --> src/main.rs:${i + 10}:5`,
    '   |',
    `${i + 10} |     value${i}`,
    `   |     ^^^^^^ expected \`u${8 + i}\`, found \`String\``,
    '   |',
    '   = note: see the book',
    '',
  ]).flat();

  const output =
    applyTo(sampleDiagnostics, [...lines, 'error: could not compile `app` due to 40 errors'].join('\n'))?.output ?? '';

  expect(output).toContain('first src/main.rs:10:5 error[E0308]: mismatched types; expected `u8`, found `String`');
  expect(output).toContain('= note: see the book');
  expect(output).toMatch(/# src\/main\.rs\n[A-Z] 10:5 u8; 11:5 u9; 12:5 u10/);
  expect(output).toMatch(/\nerror: could not compile/);
});
