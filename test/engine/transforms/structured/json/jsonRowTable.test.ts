import { expect, test } from 'vitest';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { toColumn, toRowTable } from '../../../../../src/engine/transforms/structured/json/jsonRowTable.ts';
import { tabulate } from '../../../../../src/engine/transforms/structured/json/jsonTable.ts';

test('records become columns of texts; those that do not fit count by their paths', () => {
  const text = '[{"a":1,"b":{"c":"x"}},{"a":2,"b":{"c":"y"}},{"a":3,"b":{"c":"z"}},{"b":{"c":"odd"},"a":4}]';
  const root = parseJson(text)?.root;
  const table = root?.kind === 'array' ? tabulate(root.items, text) : undefined;

  const rows = table === undefined ? undefined : toRowTable(text, table, undefined);

  expect(rows?.columns).toEqual([
    { name: 'a', values: ['1', '2', '3', '4'] },
    { name: 'b.c', values: ['x', 'y', 'z', 'odd'] },
  ]);
  expect([...(rows?.odd.keys() ?? [])]).toEqual([3]);
});

test('other values become one column, members with their keys', () => {
  const text = '{"k":"v","l":[1]}';
  const root = parseJson(text)?.root;

  expect(root?.kind === 'object' ? toColumn(text, root, [3, 4]).columns[0]?.values : undefined).toEqual([
    'k v',
    'l [1]',
  ]);
});
