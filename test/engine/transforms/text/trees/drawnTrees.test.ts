import { expect, test } from 'vitest';
import { drawTree, readTree } from '../../../../../src/engine/transforms/text/trees/drawnTrees.ts';

const trees = {
  cargo: [
    'app v0.1.0',
    '├── serde v1.0.1',
    '│   └── serde_derive v1.0.1',
    '│       ├── quote v1',
    '│       └── syn v2',
  ],
  tree: ['.', '├── src', '│\u00a0\u00a0 ├── a.ts', '│\u00a0\u00a0 └── b.ts', '├── test', '├── x'],
  maven: ['com.acme:app:jar:1', '+- org.a:b:jar:1', '|  +- org.c:d:jar:2', '|  \\- org.e:f:jar:3', '+- org.x:y:jar:4'],
};
const rest = {
  cargo: ['├── a v1', '├── b v1', '├── c v1', '└── d v1', ''],
  tree: ['├── y', '├── z', '└── w', '', '1 directory, 6 files'],
  maven: ['+- g', '+- h', '+- i', '\\- j'],
};

test.each(['cargo', 'tree', 'maven'] as const)('a tree of %s is read and drawn again', name => {
  const text = [...trees[name], ...rest[name]].join('\n');

  const tree = readTree(text);

  expect(tree?.rows.slice(0, 3).map(({ depth }) => depth)).toEqual([0, 1, 2]);
  expect(tree === undefined ? '' : drawTree(tree).join('\n')).toBe(text);
});

test('a tree that ends in the middle knows at which levels it goes on', () => {
  const text = [
    'app',
    '├─┬ a',
    '│ ├── b',
    '│ ├── c',
    '│ └── d',
    '├── e',
    '├── f',
    '├─┬ g',
    '│ └─┬ h',
    '│   ├── i',
  ].join('\n');

  expect(readTree(text)?.goesOnAt).toEqual([1, 3]);
});

test('other text and irregular drawings are none', () => {
  expect(readTree('a\nb\nc')).toBeUndefined();
  expect(readTree([...trees.cargo, '│   └── twice', ...rest.cargo].join('\n'))).toBeUndefined();
});

test('long runs of blanks cost no more than their length', () => {
  const started = performance.now();

  readTree(Array.from({ length: 40 }, () => `${' '.repeat(600)}^~~~`).join('\n'));

  expect(performance.now() - started).toBeLessThan(500);
});
