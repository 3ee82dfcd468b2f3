import { expect, test } from 'vitest';
import {
  type DescribedColumn,
  describeColumns,
} from '../../../../../src/engine/transforms/structured/json/describeColumns.ts';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { tabulate } from '../../../../../src/engine/transforms/structured/json/jsonTable.ts';

function describe(rows: readonly unknown[], isWhole = true): readonly DescribedColumn[] {
  const text = JSON.stringify(rows);
  const root = parseJson(text)?.root;
  const table = root?.kind === 'array' ? tabulate(root.items, text) : undefined;
  return table === undefined ? [] : describeColumns(text, table, { isWhole, isMap: false });
}

const rows = [1, 2, 3, 4, 5].map(n => ({
  n,
  same: 'x',
  file: `/srv/app/${n}${n}.ts`,
  id: `${n}`,
  copy: n,
  more: n * 2,
}));

test('constants, shared ends, texts and copies of other columns are noticed', () => {
  const [n, same, file, id, copy, more] = describe(rows);

  expect(same?.constant).toBe('"x"');
  expect(file?.affixes).toEqual({ prefix: '/srv/app/', suffix: '.ts' });
  expect(id?.isText).toBe(true);
  expect(copy?.alias?.path).toEqual(['n']);
  expect([n?.alias, more?.alias, more?.constant]).toEqual([undefined, undefined, undefined]);
});

test('a sample shows whole values', () => {
  expect(describe(rows, false).some(({ affixes }) => affixes !== undefined)).toBe(false);
});

test('a list keeps two columns with cells', () => {
  const columns = describe([1, 2, 3, 4].map(n => ({ n, copy: n, same: 1 })));

  expect(columns.filter(({ constant, alias }) => constant === undefined && alias === undefined)).toHaveLength(2);
});

test('what an odd record says keeps a value from holding in every row', () => {
  const columns = describe([...rows, { more: 1, same: 'y' }]);

  expect(columns[1]?.constant).toBeUndefined();
});
