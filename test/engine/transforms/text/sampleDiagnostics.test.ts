import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sampleDiagnostics } from '../../../../src/engine/transforms/text/sampleDiagnostics.ts';
import { readCapture } from './captures.ts';
import { applyTo, goldenPath } from './textContext.ts';

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
