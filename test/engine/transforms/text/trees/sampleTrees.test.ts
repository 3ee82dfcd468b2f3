import { expect, test } from 'vitest';
import { drawTree, type TreeRow, treeStyles } from '../../../../../src/engine/transforms/text/trees/drawnTrees.ts';
import { sampleTrees } from '../../../../../src/engine/transforms/text/trees/sampleTrees.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

function treeOf(packages: number, odd: Readonly<Record<number, string>> = {}): string {
  const rows = Array.from({ length: packages }, (_, i): TreeRow[] => [
    { depth: 1, text: `package-${i}@1.0.${i}` },
    ...[1, 2, 3].flatMap(n => [
      { depth: 2, text: `part-${i}-${n}@2.0.0` },
      { depth: 3, text: n === 2 && odd[i] !== undefined ? odd[i] : `detail-${i}-${n}@3.0.0 deduped` },
    ]),
  ]).flat();
  const [style = treeStyles[0]] = treeStyles;
  if (style === undefined) throw new Error('No style.');
  return drawTree({ rows: [{ depth: 0, text: 'app@1.0.0' }, ...rows], style, goesOnAt: [], endsOpen: false }).join(
    '\n',
  );
}

test('the upper levels stay, with the number of entries below each', () => {
  const output = applyTo(sampleTrees, treeOf(60), 'agent-90')?.output ?? '';

  for (let i = 0; i < 60; i++) expect(output).toContain(`\n package-${i}@1.0.${i} (+6)`);
  expect(output.split('\n')[0]).toMatch(/^\[headroom: 360 of 421 lines omitted \(deeper entries of a tree;/);
});

test('what is missing or asked for stays, however deep', () => {
  const text = treeOf(60, { 41: 'UNMET DEPENDENCY left-pad@^1.0.0' });

  const output = applyTo(sampleTrees, text, 'agent-90', 'who needs "detail-7-3"?')?.output ?? '';

  expect(output).toContain('   UNMET DEPENDENCY left-pad@^1.0.0');
  expect(output).toContain('   detail-7-3@3.0.0 deduped');
});

test('a text that is no regular tree is left alone', () => {
  expect(applyTo(sampleTrees, treeOf(60).replace('├', '│'), 'agent-90')).toBeUndefined();
});

test('a real tree of packages', async () => {
  await expect(outputFor(sampleTrees, 'npm-ls.txt', 'agent-90')).toMatchFileSnapshot(
    goldenPath(sampleTrees, 'npm-ls.txt', 'agent-90'),
  );
});
