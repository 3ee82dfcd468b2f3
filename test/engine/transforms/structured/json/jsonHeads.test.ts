import { expect, test } from 'vitest';
import type { DescribedColumn } from '../../../../../src/engine/transforms/structured/json/describeColumns.ts';
import { pathName, writeHeads } from '../../../../../src/engine/transforms/structured/json/jsonHeads.ts';

function column(path: DescribedColumn['path'], more: Partial<DescribedColumn> = {}): DescribedColumn {
  return { path, cells: [], above: new Map(), isText: false, ...more };
}

test('columns below one key share it', () => {
  const columns = [
    column(['a', 'b']),
    column(['a', 'c', 'd']),
    column(['e', 'f']),
    column(['g', 0, 'h']),
    column(['g', 1, 'h']),
    column(['g', 1, 'i']),
    column(['j']),
  ];

  expect(writeHeads(columns, ({ path }) => path[0] === 'j')).toBe('a{b,c.d},e.f,g[0.h,1{h,i}],j*');
});

test('a header says what holds for all cells', () => {
  const other = column(['a', 0, 'b']);
  const heads = [
    column(['k', 'l.m'], { isText: true }),
    column(['n'], { constant: '"v"' }),
    column(['o'], { constant: '"[x]"' }),
    column(['p'], { affixes: { prefix: '/srv/', suffix: '.ts' } }),
    column(['q'], { alias: other }),
  ];

  expect(writeHeads(heads, () => false)).toBe('k."l.m":text,n=v,o="[x]",p=/srv/{}.ts,q==a[0].b');
});

test('names of columns are their paths', () => {
  expect(pathName(['a', 0, 'b', 'c d', 'e.f'])).toBe('a[0].b.c d."e.f"');
});
