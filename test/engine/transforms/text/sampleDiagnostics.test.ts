import { expect, test } from 'vitest';
import { sampleDiagnostics } from '../../../../src/engine/transforms/text/sampleDiagnostics.ts';
import { readCapture } from './captures.ts';
import { goldenPath, outputFor } from './textContext.ts';

test('every finding keeps its place', async () => {
  const output = outputFor(sampleDiagnostics, 'tsc.txt', 'agent-90');

  for (const [, path, place] of readCapture('tsc.txt').matchAll(/^(\S+)\((\d+,\d+)\): error/gm)) {
    const section = output.slice(output.indexOf(`# ${path}\n`));
    expect(section.slice(0, section.indexOf('\n# ', 1) < 0 ? undefined : section.indexOf('\n# ', 1))).toMatch(
      new RegExp(`[ (]${place}\\b`),
    );
  }
  await expect(output).toMatchFileSnapshot(goldenPath(sampleDiagnostics, 'tsc.txt', 'agent-90'));
});

test('findings below their file name keep their place too', async () => {
  const output = outputFor(sampleDiagnostics, 'eslint.txt', 'agent-90');

  expect(output).toContain('✖ 132 problems (98 errors, 34 warnings)');
  await expect(output).toMatchFileSnapshot(goldenPath(sampleDiagnostics, 'eslint.txt', 'agent-90'));
});
