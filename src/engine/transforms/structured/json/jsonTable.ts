import type { JsonNode } from './jsonNodes.ts';
import { fits, isPlainRecord, type PathStep, type Schema, schemaOf } from './jsonSchema.ts';

/**
 * Records as rows and columns. A nested object that most records spell alike becomes columns of its own (`fix.range`), and so
 * does a list of objects that is as long in most of them (`conditions[0].type`).
 */
export interface JsonTable {
  readonly columns: readonly Column[];
  /** Rows that fit the columns have cells; the others stay whole. */
  readonly rows: readonly Row[];
}

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

/** Tables by the list of their records: rewriting and shortening lay out the same lists. */
const known = new WeakMap<readonly JsonNode[], { readonly table: JsonTable | undefined }>();

/** Lays records out as a table, or `undefined` when too few of them are alike. */
export function tabulate(nodes: readonly JsonNode[], text: string): JsonTable | undefined {
  const before = known.get(nodes);
  if (before !== undefined) return before.table;
  const table = layOut(nodes, text);
  known.set(nodes, { table });
  return table;
}

function layOut(nodes: readonly JsonNode[], text: string): JsonTable | undefined {
  if (nodes.length < minRows) return undefined;
  const objects = nodes.filter(isPlainRecord);
  if (objects.length < nodes.length * minFittingShare) return undefined;
  const schema = schemaOf(objects, text);
  if (schema === undefined) return undefined;
  const rows = nodes.map(node => ({ node, fits: node.kind === 'object' && fits(node, schema) }));
  const fitting = rows.filter(row => row.fits).length;
  if (fitting < minRows || fitting < nodes.length * minFittingShare) return undefined;
  const records = rows.map(row => (row.fits ? row.node : undefined));
  return { columns: columnsOf(records, schema, []), rows };
}

type Cells = (JsonNode | undefined)[];

function columnsOf(nodes: readonly (JsonNode | undefined)[], schema: Schema, path: readonly PathStep[]): Column[] {
  const cellsOf = cellsByStep(nodes, schema);
  return [...schema].flatMap(([step, nested]) => {
    const cells = cellsOf.get(step) ?? [];
    const to = [...path, step];
    if (nested === undefined) return [{ path: to, cells, above: new Map() }];
    const inside = cells.map(cell => (cell !== undefined && fits(cell, nested) ? cell : undefined));
    const [first, ...others] = columnsOf(inside, nested, to);
    return first === undefined ? [] : [withWholes(first, { cells, inside, depth: to.length }), ...others];
  });
}

function cellsByStep(nodes: readonly (JsonNode | undefined)[], schema: Schema): ReadonlyMap<PathStep, Cells> {
  const cellsOf = new Map<PathStep, Cells>();
  for (const step of schema.keys()) cellsOf.set(step, new Array<JsonNode | undefined>(nodes.length).fill(undefined));
  for (let row = 0; row < nodes.length; row++) {
    const node = nodes[row];
    if (node?.kind !== 'object' && node?.kind !== 'array') continue;
    const values = node.kind === 'array' ? node.items : node.values;
    for (let i = 0; i < values.length; i++) {
      const cells = cellsOf.get(node.kind === 'array' ? i : (node.keys[i] ?? ''));
      if (cells !== undefined) cells[row] = values[i];
    }
  }
  return cellsOf;
}

/** A value that does not fit its columns stands whole in the first of them. */
function withWholes(
  column: Column,
  { cells, inside, depth }: { readonly cells: Cells; readonly inside: Cells; readonly depth: number },
): Column {
  const above = new Map(column.above);
  const merged = column.cells.map((cell, row) => {
    if (cells[row] === undefined || inside[row] !== undefined) return cell;
    above.set(row, column.path.length - depth);
    return cells[row];
  });
  return above.size === 0 ? column : { ...column, cells: merged, above };
}

/** The value at the end of a path, in any record, fitting or not. */
export function valueAtPath(node: JsonNode, path: readonly PathStep[]): JsonNode | undefined {
  let value: JsonNode | undefined = node;
  for (const step of path) {
    if (value?.kind === 'array') value = typeof step === 'number' ? value.items[step] : undefined;
    else if (value?.kind === 'object' && typeof step === 'string') value = value.values[value.keys.indexOf(step)];
    else return undefined;
  }
  return value;
}
