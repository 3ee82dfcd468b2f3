import { expect, test } from 'vitest';
import { groupPaths } from '../../../../src/engine/transforms/text/groupPaths.ts';
import { applyTo, goldenPath, outputFor } from './textContext.ts';

test('a path list becomes a tree in the same order', async () => {
  const output = outputFor(groupPaths, 'paths.txt');

  expect(output.length).toBeLessThan(2700);
  await expect(output).toMatchFileSnapshot(goldenPath(groupPaths, 'paths.txt'));
});

test('text that only mentions paths is left alone', () => {
  expect(
    applyTo(groupPaths, Array.from({ length: 20 }, (_, i) => `see src/a${i}.ts for more: it says so`).join('\n')),
  ).toBeUndefined();
});
