import { expect, test } from 'vitest';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { writeCell } from '../../../../../src/engine/transforms/structured/json/writeCell.ts';

const text = '["a b", null, {"c": 1}, "x/1.ts"]';
const root = parseJson(text)?.root;
const cells = [...(root?.kind === 'array' ? root.items : []), undefined];
const column = { path: ['p', 'q'], cells, above: new Map<number, number>(), isText: false };

test('strings go without quotes, other values as spelled, nothing where there is none', () => {
  expect(cells.map((_, row) => writeCell(text, column, row))).toEqual(['a b', 'null', '{"c":1}', 'x/1.ts', '']);
});

test('a value of what is around the column says so, a shared end is left out', () => {
  expect(writeCell(text, { ...column, above: new Map([[1, 1]]) }, 1)).toBe('=null');
  expect(writeCell(text, { ...column, affixes: { prefix: 'x/', suffix: '.ts' } }, 3)).toBe('1');
});
