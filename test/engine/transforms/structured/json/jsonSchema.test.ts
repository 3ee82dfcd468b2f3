import { expect, test } from 'vitest';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import {
  fits,
  isPlainRecord,
  type Schema,
  schemaOf,
} from '../../../../../src/engine/transforms/structured/json/jsonSchema.ts';

function outline(schema: Schema | undefined): unknown {
  return schema === undefined
    ? undefined
    : Object.fromEntries([...schema].map(([step, nested]) => [step, outline(nested)]));
}

function schemaOfRows(rows: readonly unknown[]): Schema | undefined {
  const text = JSON.stringify(rows);
  const root = parseJson(text)?.root;
  return root?.kind === 'array' ? schemaOf(root.items.filter(isPlainRecord), text) : undefined;
}

const rows = [1, 2, 3, 4, 5].map(n => ({
  n,
  at: { line: n, end: { column: n } },
  list: [{ a: n }, { b: n }],
  tags: ['x'],
}));

test('objects and lists of objects within most records become steps', () => {
  expect(outline(schemaOfRows([...rows, { n: 6, at: null, list: [{ a: 1 }] }]))).toEqual({
    n: undefined,
    at: { line: undefined, end: { column: undefined } },
    list: { 0: { a: undefined }, 1: { b: undefined } },
    tags: undefined,
  });
});

test('objects that have little in common stay values', () => {
  const maps = [1, 2, 3, 4, 5].map(n => ({ n, map: { [`k${n}`]: n, [`l${n}`]: n } }));

  expect(outline(schemaOfRows(maps))).toEqual({ n: undefined, map: undefined });
});

test('a record fits with a part of the keys in their order', () => {
  const schema = schemaOfRows(rows) ?? new Map();
  const fitting = (value: unknown): boolean => {
    const root = parseJson(JSON.stringify(value))?.root;
    return root !== undefined && fits(root, schema);
  };

  expect([{ n: 1 }, { n: 1, tags: [] }, { n: 1, at: 'odd' }].every(fitting)).toBe(true);
  expect([{ tags: [], n: 1 }, { other: 1 }, {}, []].some(fitting)).toBe(false);
});
