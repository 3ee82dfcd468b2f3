import type { JsonNode, JsonObject } from './jsonNodes.ts';

/** Records as rows and columns. A nested object that every record spells alike becomes columns of its own (`fix.range`). */
export interface JsonTable {
  readonly columns: readonly Column[];
  /** Rows that fit the columns have cells; the others stay whole. */
  readonly rows: readonly Row[];
}

export interface Column {
  /** Keys from the record down to the value, as spelled between the quotes. */
  readonly path: readonly string[];
  /** One per row; absent where the record lacks the key or does not fit. */
  readonly cells: readonly (JsonNode | undefined)[];
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
const maxColumns = 64;
/** Objects that share too few keys are maps: as columns they would be mostly empty, and hard to read. */
const minNestedDensity = 0.6;
const maxFlattenDepth = 4;

/** Lays records out as a table, or `undefined` when too few of them are alike. */
export function tabulate(nodes: readonly JsonNode[], text: string): JsonTable | undefined {
  if (nodes.length < minRows) return undefined;
  const objects = nodes.filter(isPlainRecord);
  if (objects.length < nodes.length * minFittingShare) return undefined;
  const schema = schemaOf(objects, text, 0);
  if (schema === undefined || countLeaves(schema) > maxColumns) return undefined;

  const rows = nodes.map(node => ({ node, fits: isPlainRecord(node) && fits(node, schema, text) }));
  const fitting = rows.filter(row => row.fits).length;
  if (fitting < minRows || fitting < nodes.length * minFittingShare) return undefined;
  const records = rows.map(row => (row.fits && row.node.kind === 'object' ? row.node : undefined));
  return { columns: columnsOf(records, schema, []), rows };
}

/** Keys in the order that all records share; a key maps to its own schema when its values become columns. */
type Schema = ReadonlyMap<string, Schema | undefined>;

function isPlainRecord(node: JsonNode): node is JsonObject {
  return node.kind === 'object' && node.cut === undefined && node.keys.length > 0;
}

function schemaOf(objects: readonly JsonObject[], text: string, depth: number): Schema | undefined {
  const keys = commonKeys(objects);
  const schema = new Map<string, Schema | undefined>();
  for (const key of keys)
    schema.set(key, depth < maxFlattenDepth ? nestedSchema(objects, key, text, depth) : undefined);
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

/** The schema of the objects under a key, when nearly all values there are objects with few, common keys. */
function nestedSchema(objects: readonly JsonObject[], key: string, text: string, depth: number): Schema | undefined {
  const nested: JsonObject[] = [];
  let others = 0;
  for (const object of objects) {
    const value = valueAt(object, key);
    if (value === undefined || isNull(value, text)) continue;
    if (isPlainRecord(value)) nested.push(value);
    else others++;
  }
  if (nested.length < minRows || others > nested.length * 0.1) return undefined;
  const schema = schemaOf(nested, text, depth + 1);
  if (schema === undefined || schema.size > 12 || density(nested, schema) < minNestedDensity) return undefined;
  const fitting = nested.filter(object => fits(object, schema, text)).length;
  return fitting >= nested.length * 0.9 ? schema : undefined;
}

/** Share of the schema's keys that the objects have on average. */
function density(objects: readonly JsonObject[], schema: Schema): number {
  return objects.reduce((sum, object) => sum + object.keys.length, 0) / (objects.length * schema.size);
}

/** True when a record has only the schema's keys, each once and in its order, and nested objects fit likewise. */
function fits(object: JsonObject, schema: Schema, text: string): boolean {
  let matched = 0;
  for (const [key, nested] of schema) {
    if (object.keys[matched] !== key) continue;
    const value = object.values[matched++];
    if (nested === undefined || value === undefined) continue;
    if (isNull(value, text)) {
      if (nested.size < 2 || startsNested(nested)) return false;
    } else if (!isPlainRecord(value) || !fits(value, nested, text) || looksNull(value, nested, text)) return false;
  }
  return matched === object.keys.length;
}

/** A null in place of a nested object is written as a null in its first column; an object that looks the same stays whole. */
function looksNull(object: JsonObject, schema: Schema, text: string): boolean {
  const [only] = object.values;
  const [firstKey] = schema.keys();
  return object.keys.length === 1 && object.keys[0] === firstKey && only !== undefined && isNull(only, text);
}

/** A null there could not be told from a null one level further down. */
function startsNested(schema: Schema): boolean {
  const [first] = schema.values();
  return first !== undefined;
}

function columnsOf(records: readonly (JsonObject | undefined)[], schema: Schema, path: readonly string[]): Column[] {
  return [...schema].flatMap(([key, nested]) => {
    const cells = records.map(record => (record === undefined ? undefined : valueAt(record, key)));
    if (nested === undefined) return [{ path: [...path, key], cells }];
    const objects = cells.map(cell => (cell?.kind === 'object' ? cell : undefined));
    const [first, ...others] = columnsOf(objects, nested, [...path, key]);
    if (first === undefined) return [];
    const withNulls = first.cells.map((cell, i) => cell ?? (cells[i]?.kind === 'object' ? undefined : cells[i]));
    return [{ path: first.path, cells: withNulls }, ...others];
  });
}

/** The value at the end of a path of keys, in any record, fitting or not. */
export function valueAtPath(node: JsonNode, path: readonly string[]): JsonNode | undefined {
  let value: JsonNode | undefined = node;
  for (const key of path) value = value?.kind === 'object' ? valueAt(value, key) : undefined;
  return value;
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
