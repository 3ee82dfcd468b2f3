import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';

/**
 * Records as rows and columns. A nested object that most records spell alike becomes columns of its own (`fix.range`), and so
 * does a list of objects that is as long in most of them (`conditions[0].type`).
 */
export interface JsonTable {
  readonly columns: readonly Column[];
  /** Rows that fit the columns have cells; the others stay whole. */
  readonly rows: readonly Row[];
}

/** A key as spelled between the quotes, or a place in a list. */
export type PathStep = string | number;

export interface Column {
  /** Steps from the record down to the value. */
  readonly path: readonly PathStep[];
  /** One per row; absent where the record lacks the key or does not fit. */
  readonly cells: readonly (JsonNode | undefined)[];
  /** Rows whose cell holds the value this many steps above the end of the path, since that is unlike the others there. */
  readonly above: ReadonlyMap<number, number>;
}

export interface Row {
  readonly node: JsonNode;
  readonly fits: boolean;
}

/** Below these a table is not worth its header. */
const minRows = 3;
const minFittingShare = 0.6;
/** A key in fewer records than this share gets no column; the records that have it stay whole. */
const minColumnShare = 0.04;
const maxColumns = 160;
/** Objects that share too few keys are maps: as columns they would be mostly empty, and hard to read. */
const minNestedDensity = 0.6;
const minNestedShare = 0.6;
const maxNestedKeys = 40;
const maxListLength = 8;
const maxFlattenDepth = 6;

/** Lays records out as a table, or `undefined` when too few of them are alike. */
export function tabulate(nodes: readonly JsonNode[], text: string): JsonTable | undefined {
  if (nodes.length < minRows) return undefined;
  const objects = nodes.filter(isPlainRecord);
  if (objects.length < nodes.length * minFittingShare) return undefined;
  const schema = schemaOf(objects, text, 0);
  if (schema === undefined || countLeaves(schema) > maxColumns) return undefined;

  const rows = nodes.map(node => ({ node, fits: fits(node, schema) }));
  const fitting = rows.filter(row => row.fits).length;
  if (fitting < minRows || fitting < nodes.length * minFittingShare) return undefined;
  const records = rows.map(row => (row.fits ? row.node : undefined));
  return { columns: columnsOf(records, schema, []), rows };
}

/** Keys in the order that all records share, or places of a list; a step maps to its own schema when its values become columns. */
type Schema = ReadonlyMap<PathStep, Schema | undefined>;

function isPlainRecord(node: JsonNode): node is JsonObject {
  return node.kind === 'object' && node.cut === undefined && node.keys.length > 0;
}

function schemaOf(objects: readonly JsonObject[], text: string, depth: number): Schema | undefined {
  const keys = commonKeys(objects);
  const schema = new Map<PathStep, Schema | undefined>();
  for (const key of keys) {
    const values = depth < maxFlattenDepth ? objects.map(object => valueAt(object, key)) : [];
    schema.set(key, nestedSchema(values, text, depth + 1));
  }
  return keys.length === 0 ? undefined : schema;
}

/** Frequent keys in an order that all or most records follow. */
function commonKeys(objects: readonly JsonObject[]): string[] {
  const counts = new Map<string, number>();
  for (const { keys } of objects) {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (counts.size > 4 * maxColumns) return [];
  }
  const frequent = [...counts.keys()].filter(key => (counts.get(key) ?? 0) >= objects.length * minColumnShare);
  return frequent.length > maxColumns ? [] : orderKeys(objects, frequent);
}

/**
 * Sorts by which key directly follows which: next comes the key that the fewest records place behind one still to come, the
 * first seen on a tie. Where all records agree this is a topological order, elsewhere the majority's.
 */
function orderKeys(objects: readonly JsonObject[], keys: readonly string[]): string[] {
  const predecessors = new Map(keys.map(key => [key, new Map<string, number>()]));
  for (const object of objects) {
    let previous: string | undefined;
    for (const key of object.keys) {
      const before = predecessors.get(key);
      if (before === undefined) continue;
      if (previous !== undefined) before.set(previous, (before.get(previous) ?? 0) + 1);
      previous = key;
    }
  }
  const waiting = new Set(keys);
  const objections = (key: string): number => {
    let count = 0;
    for (const [before, records] of predecessors.get(key) ?? []) if (waiting.has(before)) count += records;
    return count;
  };
  return keys.map(() => {
    const next = [...waiting].reduce((best, key) => (objections(key) < objections(best) ? key : best));
    waiting.delete(next);
    return next;
  });
}

/** The schema of the values under a key, when most of them are objects with few, common keys, or lists of such objects. */
function nestedSchema(values: readonly (JsonNode | undefined)[], text: string, depth: number): Schema | undefined {
  const present = values.filter(value => value !== undefined && !isNull(value, text));
  const enough = Math.max(minRows, present.length * minNestedShare);
  const objects = present.filter(value => value !== undefined && isPlainRecord(value));
  if (objects.length >= enough) return recordSchema(objects, text, depth);
  const lists = present.filter(value => value?.kind === 'array' && isListOfRecords(value));
  return lists.length >= enough ? listSchema(lists, { enough, text, depth }) : undefined;
}

function recordSchema(objects: readonly JsonNode[], text: string, depth: number): Schema | undefined {
  const records = objects.filter(isPlainRecord);
  const schema = schemaOf(records, text, depth);
  if (schema === undefined || schema.size > maxNestedKeys || density(records, schema) < minNestedDensity)
    return undefined;
  return records.filter(record => fits(record, schema)).length >= records.length * minNestedShare ? schema : undefined;
}

/** Lists of the usual length: each place has a schema of its own. */
function listSchema(
  lists: readonly (JsonNode | undefined)[],
  { enough, text, depth }: { readonly enough: number; readonly text: string; readonly depth: number },
): Schema | undefined {
  const byLength = new Map<number, (readonly JsonNode[])[]>();
  for (const list of lists) {
    if (list?.kind !== 'array') continue;
    byLength.set(list.items.length, [...(byLength.get(list.items.length) ?? []), list.items]);
  }
  const [usual] = [...byLength].sort((a, b) => b[1].length - a[1].length);
  if (usual === undefined || usual[1].length < enough) return undefined;
  const schema = new Map<PathStep, Schema | undefined>();
  for (let place = 0; place < usual[0]; place++) {
    const records = usual[1].flatMap(items => items[place] ?? []);
    const nested = recordSchema(records, text, depth + 1);
    if (nested === undefined) return undefined;
    schema.set(place, nested);
  }
  return schema;
}

function isListOfRecords({ items, cut }: JsonArray): boolean {
  return cut === undefined && items.length > 0 && items.length <= maxListLength && items.every(isPlainRecord);
}

/** Share of the schema's keys that the objects have on average. */
function density(objects: readonly JsonObject[], schema: Schema): number {
  return objects.reduce((sum, object) => sum + object.keys.length, 0) / (objects.length * schema.size);
}

/** True when a record has only the schema's keys, each once and in its order; or a list its places. What is below may differ. */
function fits(node: JsonNode, schema: Schema): boolean {
  if (node.kind === 'array') return isListOfRecords(node) && schema.has(0) && node.items.length === schema.size;
  if (!isPlainRecord(node)) return false;
  let matched = 0;
  for (const key of schema.keys()) if (node.keys[matched] === key) matched++;
  return matched === node.keys.length;
}

function columnsOf(nodes: readonly (JsonNode | undefined)[], schema: Schema, path: readonly PathStep[]): Column[] {
  return [...schema].flatMap(([step, nested]) => {
    const cells = nodes.map(node => (node === undefined ? undefined : childAt(node, step)));
    const to = [...path, step];
    if (nested === undefined) return [{ path: to, cells, above: new Map() }];
    const isWhole = (cell: JsonNode | undefined): boolean => cell !== undefined && !fits(cell, nested);
    const [first, ...others] = columnsOf(
      cells.map(cell => (isWhole(cell) ? undefined : cell)),
      nested,
      to,
    );
    return first === undefined
      ? []
      : [
          withWholes(
            first,
            cells.map(cell => (isWhole(cell) ? cell : undefined)),
            to.length,
          ),
          ...others,
        ];
  });
}

/** A value that does not fit its columns stands whole in the first of them. */
function withWholes(column: Column, wholes: readonly (JsonNode | undefined)[], depth: number): Column {
  const above = new Map(column.above);
  for (const [row, whole] of wholes.entries()) if (whole !== undefined) above.set(row, column.path.length - depth);
  return { ...column, cells: column.cells.map((cell, row) => cell ?? wholes[row]), above };
}

/** The value at the end of a path, in any record, fitting or not. */
export function valueAtPath(node: JsonNode, path: readonly PathStep[]): JsonNode | undefined {
  let value: JsonNode | undefined = node;
  for (const step of path) value = value === undefined ? undefined : childAt(value, step);
  return value;
}

function childAt(node: JsonNode, step: PathStep): JsonNode | undefined {
  if (node.kind === 'array') return typeof step === 'number' ? node.items[step] : undefined;
  return node.kind === 'object' && typeof step === 'string' ? valueAt(node, step) : undefined;
}

function valueAt(object: JsonObject, key: string): JsonNode | undefined {
  return object.values[object.keys.indexOf(key)];
}

function isNull(node: JsonNode, text: string): boolean {
  return node.kind === 'literal' && text.charCodeAt(node.start) === 0x6e;
}

function countLeaves(schema: Schema): number {
  let leaves = 0;
  for (const nested of schema.values()) leaves += nested === undefined ? 1 : countLeaves(nested);
  return leaves;
}
