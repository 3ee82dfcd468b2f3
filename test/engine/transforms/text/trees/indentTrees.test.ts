import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawTree, treeStyles } from '../../../../../src/engine/transforms/text/trees/drawnTrees.ts';
import { indentTrees } from '../../../../../src/engine/transforms/text/trees/indentTrees.ts';
import { applyTo } from '../textContext.ts';
import { decodeTrees } from './decodeTrees.ts';

const npmTree = `app@1.0.0 /home/dev/app
├─┬ express@5.3.0
│ ├─┬ accepts@2.0.0
│ │ ├── mime-types@3.0.2 deduped
│ │ └── negotiator@1.0.0
│ ├── cookie@0.7.2
│ └─┬ send@1.2.1
│   ├── ms@2.1.3
│   └── range-parser@1.3.0
├── UNMET DEPENDENCY lodash@^4.17.0
└─┬ typescript@6.0.3
  └── tslib@2.8.1
`;

test('a tree of npm becomes indentation, and comes back', () => {
  const output = applyTo(indentTrees, npmTree)?.output ?? '';

  expect(output.split('\n').slice(1, 5)).toEqual([
    'app@1.0.0 /home/dev/app',
    ' express@5.3.0',
    '  accepts@2.0.0',
    '   mime-types@3.0.2 deduped',
  ]);
  expect(decodeTrees(output)).toBe(npmTree);
});

test('a tree that is cut in the middle says that it goes on', () => {
  const cut = npmTree.split('\n').slice(0, 9).join('\n');

  const output = applyTo(indentTrees, cut)?.output ?? '';

  expect(output.split('\n')[0]).toContain('below its end it goes on at level 1');
  expect(decodeTrees(output)).toBe(cut);
});

test('a tree comes back wherever it is cut between two lines', () => {
  const lines = npmTree.repeat(2).split('\n');
  for (let count = 9; count < lines.length; count++) {
    const cut = lines.slice(0, count).join('\n');

    expect(decodeTrees(applyTo(indentTrees, cut)?.output ?? '')).toBe(cut);
  }
});

test('a drawing that is not regular is left alone', () => {
  expect(applyTo(indentTrees, npmTree.replace('│ ├── cookie', '│ └── cookie'))).toBeUndefined();
});

test('trees of every style come back, whatever their shape and what stands around them', () => {
  const shape = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('a@1', 'b c', '├x', '(*)')), {
    minLength: 8,
    maxLength: 40,
  });

  fc.assert(
    fc.property(
      shape,
      fc.constantFrom(...treeStyles),
      fc.subarray([1, 2, 3]),
      fc.boolean(),
      (steps, style, open, endsOpen) => {
        let depth = 0;
        const rows = steps.map(([step, text]) => {
          depth = Math.min(depth + 1, step);
          return { depth, text };
        });
        const goesOnAt = open.filter(level => level <= depth);
        const drawn = drawTree({ rows, style, goesOnAt, endsOpen }).join('\n');
        const output = applyTo(indentTrees, drawn)?.output;
        if (output !== undefined) expect(decodeTrees(output)).toBe(drawn);
      },
    ),
  );
});
