import { expect, test } from 'vitest';
import { samplePaths } from '../../../../../src/engine/transforms/text/paths/samplePaths.ts';
import { applyTo } from '../textContext.ts';

const paths = Array.from(
  { length: 900 },
  (_, i) => `packages/p${i % 30}/src/module${i % 7}/file${i}.${i % 4 === 0 ? 'test.ts' : 'ts'}`,
);

test('folders are counted, and the counts add up', () => {
  const output = applyTo(samplePaths, paths.join('\n'), 'agent-90')?.output ?? '';

  const total = [...output.matchAll(/^packages\S*\/ (\d+) \(/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
  expect(total).toBe(900);
});

test('a path that the question names stays', () => {
  expect(applyTo(samplePaths, paths.join('\n'), 'agent-90', 'open file437.ts please')?.output).toContain('file437.ts');
});
