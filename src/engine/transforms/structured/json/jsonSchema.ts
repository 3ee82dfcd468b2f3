import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';

/** A key as spelled between the quotes, or a place in a list. */
export type PathStep = string | number;

/** Keys in the order that all records share, or places of a list; a step maps to its own schema when its values become columns. */
export type Schema = ReadonlyMap<PathStep, Schema | undefined>;

const leastRecords = 3;
/** A key in fewer records than this share gets no column; the records that have it stay whole. */
const minColumnShare = 0.04;
const maxColumns = 160;
/** Objects that share too few keys are maps: as columns they would be mostly empty, and hard to read. */
const minNestedDensity = 0.6;
const minNestedShare = 0.6;
const maxNestedKeys = 40;
const maxListLength = 8;
const maxFlattenDepth = 6;

/** What most of some records have in common, or `undefined` when that is too little or too much for columns. */
export function schemaOf(records: readonly JsonObject[], text: string): Schema | undefined {
  const schema = schemaAt(records, text, 0);
  return schema === undefined || countLeaves(schema) > maxColumns ? undefined : schema;
}

export function isPlainRecord(node: JsonNode): node is JsonObject {
  return node.kind === 'object' && node.cut === undefined && node.keys.length > 0;
}

function schemaAt(objects: readonly JsonObject[], text: string, depth: number): Schema | undefined {
  const keys = commonKeys(objects);
  if (keys.length === 0) return undefined;
  const values = depth < maxFlattenDepth ? containersByKey(objects, keys, text) : undefined;
  return new Map(keys.map(key => [key, values && nestedSchema(values.get(key), text, depth + 1)]));
}

/** Values of a key that may become columns, and how many there are in all, nulls aside. */
interface Values {
  readonly objects: JsonObject[];
  readonly lists: JsonArray[];
  others: number;
}

function containersByKey(
  objects: readonly JsonObject[],
  keys: readonly string[],
  text: string,
): ReadonlyMap<string, Values> {
  const byKey = new Map<string, Values>(keys.map(key => [key, { objects: [], lists: [], others: 0 }]));
  for (const object of objects) {
    for (let i = 0; i < object.keys.length; i++) {
      const value = object.values[i];
      if (value === undefined) continue;
      const values = byKey.get(object.keys[i] ?? '');
      if (values === undefined) continue;
      if (isPlainRecord(value)) values.objects.push(value);
      else if (value.kind === 'array' && isListOfRecords(value)) values.lists.push(value);
      else if (!isNull(value, text)) values.others++;
    }
  }
  return byKey;
}

/** The schema of the values under a key, when most of them are objects with few, common keys, or lists of such objects. */
function nestedSchema(values: Values | undefined, text: string, depth: number): Schema | undefined {
  if (values === undefined) return undefined;
  const { objects, lists, others } = values;
  const enough = Math.max(leastRecords, (objects.length + lists.length + others) * minNestedShare);
  if (objects.length >= enough) return recordSchema(objects, text, depth);
  return lists.length >= enough ? listSchema(lists, { enough, text, depth }) : undefined;
}

function recordSchema(records: readonly JsonObject[], text: string, depth: number): Schema | undefined {
  const schema = schemaAt(records, text, depth);
  if (schema === undefined || schema.size > maxNestedKeys || density(records, schema) < minNestedDensity)
    return undefined;
  return records.filter(record => fits(record, schema)).length >= records.length * minNestedShare ? schema : undefined;
}

/** Lists of the usual length: each place has a schema of its own. */
function listSchema(
  lists: readonly JsonArray[],
  { enough, text, depth }: { readonly enough: number; readonly text: string; readonly depth: number },
): Schema | undefined {
  const byLength = new Map<number, JsonArray[]>();
  for (const list of lists) {
    const alike = byLength.get(list.items.length);
    if (alike === undefined) byLength.set(list.items.length, [list]);
    else alike.push(list);
  }
  const [usual] = [...byLength].sort((a, b) => b[1].length - a[1].length);
  if (usual === undefined || usual[1].length < enough) return undefined;
  const schema = new Map<PathStep, Schema | undefined>();
  for (let place = 0; place < usual[0]; place++) {
    const records = usual[1].flatMap(({ items }) => items[place] ?? []).filter(isPlainRecord);
    const nested = recordSchema(records, text, depth + 1);
    if (nested === undefined) return undefined;
    schema.set(place, nested);
  }
  return schema;
}

function isNull(node: JsonNode, text: string): boolean {
  return node.kind === 'literal' && text.charCodeAt(node.start) === 0x6e;
}

function isListOfRecords({ items, cut }: JsonArray): boolean {
  return cut === undefined && items.length > 0 && items.length <= maxListLength && items.every(isPlainRecord);
}

/** Share of the schema's keys that the objects have on average. */
function density(objects: readonly JsonObject[], schema: Schema): number {
  return objects.reduce((sum, object) => sum + object.keys.length, 0) / (objects.length * schema.size);
}

/** True when a record has only the schema's keys, each once and in its order; or a list its places. What is below may differ. */
export function fits(node: JsonNode, schema: Schema): boolean {
  if (node.kind === 'array') return isListOfRecords(node) && schema.has(0) && node.items.length === schema.size;
  if (!isPlainRecord(node)) return false;
  let matched = 0;
  for (const key of schema.keys()) if (node.keys[matched] === key) matched++;
  return matched === node.keys.length;
}

function countLeaves(schema: Schema): number {
  let leaves = 0;
  for (const nested of schema.values()) leaves += nested === undefined ? 1 : countLeaves(nested);
  return leaves;
}

/** Frequent keys in an order that all or most records follow. */
function commonKeys(objects: readonly JsonObject[]): readonly string[] {
  const [first] = objects;
  // Most lists repeat one record's keys.
  if (first !== undefined && objects.every(({ keys }) => hasSameKeys(keys, first.keys))) {
    return first.keys.length <= maxColumns && new Set(first.keys).size === first.keys.length ? first.keys : [];
  }
  const counts = new Map<string, number>();
  for (const { keys } of objects) {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (counts.size > 4 * maxColumns) return [];
  }
  const frequent = [...counts.keys()].filter(key => (counts.get(key) ?? 0) >= objects.length * minColumnShare);
  return frequent.length > maxColumns ? [] : orderKeys(objects, frequent);
}

function hasSameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
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
