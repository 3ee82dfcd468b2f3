import type { RowTable } from '../rowTable.ts';
import { pathName } from './jsonHeads.ts';
import { inside } from './jsonMinify.ts';
import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';
import { type JsonTable, valueAtPath } from './jsonTable.ts';

/** A table of records as texts, so that rows can be chosen and counted. */
export function toRowTable(text: string, table: JsonTable, keys: readonly string[] | undefined): RowTable {
  const columns = table.columns.map(({ path, cells, above }) => ({
    name: pathName(path),
    // Records that do not fit the columns count in every figure all the same.
    values: table.rows.map(({ node, fits }, i) =>
      spell(text, fits && !above.has(i) ? cells[i] : valueAtPath(node, path)),
    ),
  }));
  return {
    count: table.rows.length,
    columns: keys === undefined ? columns : [{ name: '(key)', values: keys }, ...columns],
    sizes: table.rows.map(row => row.node.size),
    odd: new Map(
      table.rows.flatMap(({ fits, node }, i) => (fits ? [] : [[i, text.slice(node.start, node.end)] as const])),
    ),
  };
}

/** Values that form no table, as one column of texts; members of an object begin with their key. */
export function toColumn(
  text: string,
  node: Pick<JsonArray, 'kind' | 'items'> | Pick<JsonObject, 'kind' | 'keys' | 'values'>,
  sizes: readonly number[],
): RowTable {
  const texts = (node.kind === 'array' ? node.items : node.values).map(value => spell(text, value)?.slice(0, 400));
  const values = node.kind === 'array' ? texts : texts.map((value, i) => `${node.keys[i] ?? ''} ${value}`);
  return { count: values.length, columns: [{ name: '', values }], sizes, odd: new Map() };
}

/** Scalars as spelled, strings without their quotes. */
function spell(text: string, value: JsonNode | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value.kind === 'string' ? inside(text, value) : text.slice(value.start, value.end);
}
