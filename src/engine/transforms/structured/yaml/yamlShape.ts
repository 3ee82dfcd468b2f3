import type { YamlBlock, YamlEntry } from './yamlTree.ts';

/** A scalar of a record with the keys and dashes that lead to it. */
export interface Leaf {
  /** The way from the record to the scalar, the same in every record. */
  readonly id: string;
  readonly steps: readonly Step[];
  /** As spelled; absent for a key without a value. */
  readonly value?: string | undefined;
}

/** A key or a dash on the way to a scalar. */
export interface Step {
  readonly id: string;
  /** Absent for the dash of an item. */
  readonly key?: string;
  readonly indent: number;
}

/** The scalars of a record in the order of its lines, without the record's own key. */
export function leavesOf(record: YamlEntry, indent: number): readonly Leaf[] {
  const leaves: Leaf[] = [];
  // The record's own key is a cell like any other, so that maps of records are tables too.
  collect(record.key === undefined ? record : { ...record, key: recordKey }, '', indent, [], leaves);
  return leaves;
}

/** Stands for the key of a record within a map. */
export const recordKey = '{key}';

function collect(entry: YamlEntry, name: string, indent: number, above: readonly Step[], leaves: Leaf[]): void {
  const { key, value, block } = entry;
  // Blocks that are indented differently are different, so that a pattern has one indentation below each key.
  const kind = block === undefined ? '' : `${block.kind === 'list' ? '[' : '{'}${block.indent}`;
  const id = `${above.at(-1)?.id ?? ''}/${name}@${indent}${kind}`;
  const steps = [...above, key === undefined ? { id, indent } : { id, key, indent }];
  if (block === undefined) leaves.push({ id, steps, value });
  else collectBlock(block, steps, leaves);
}

function collectBlock({ entries, indent }: YamlBlock, steps: readonly Step[], leaves: Leaf[]): void {
  entries.forEach((entry, i) => {
    collect(entry, entry.key ?? `${i}`, indent, steps, leaves);
  });
}

/** Writes scalars as the lines that they came from: every key and dash once, before the first scalar below it. */
export function linesOf(leaves: readonly Leaf[]): string[] {
  const lines: string[] = [];
  const written = new Set<string>();
  let start = '';
  for (const { steps, value } of leaves) {
    for (const [i, step] of steps.entries()) {
      if (written.has(step.id)) continue;
      written.add(step.id);
      if (start === '') start = ' '.repeat(step.indent);
      const isScalar = i === steps.length - 1;
      if (step.key === undefined && !isScalar) start += '- ';
      else {
        const head = step.key === undefined ? '-' : `${step.key}:`;
        lines.push(...`${start}${head}${isScalar && value !== undefined ? ` ${value}` : ''}`.split('\n'));
        start = '';
      }
    }
  }
  return lines;
}

/** New scalars may add at most this share to what the records before have in common. */
const mostNewShare = 0.5;

/**
 * All scalars that occur in records of a kind, in an order that each of them follows. Records that contradict the order of
 * more frequent ones, or share too little with them, do not count.
 */
export function unionOf(records: readonly (readonly Leaf[])[]): readonly Leaf[] {
  const shapes = new Map<string, { readonly leaves: readonly Leaf[]; count: number }>();
  for (const leaves of records) {
    const shape = leaves.map(({ id }) => id).join('\n');
    const known = shapes.get(shape) ?? { leaves, count: 0 };
    known.count++;
    shapes.set(shape, known);
  }
  const byFrequency = [...shapes.values()].sort((a, b) => b.count - a.count || b.leaves.length - a.leaves.length);
  return byFrequency.reduce<readonly Leaf[]>((union, { leaves }) => merge(union, leaves) ?? union, []);
}

/** `undefined` when the orders contradict each other or little is shared. */
function merge(union: readonly Leaf[], leaves: readonly Leaf[]): readonly Leaf[] | undefined {
  const known = new Set(union.map(({ id }) => id));
  const fresh = leaves.filter(({ id }) => !known.has(id)).length;
  if (fresh === 0) return union;
  if (union.length > 0 && fresh > leaves.length * mostNewShare) return undefined;
  const merged = [...union];
  let last = -1;
  for (const leaf of leaves) {
    const at = known.has(leaf.id) ? merged.findIndex(({ id }) => id === leaf.id) : -1;
    if (at >= 0 && at <= last) return undefined;
    if (at >= 0) last = at;
    else {
      last = placeFor(leaf, merged, last + 1);
      merged.splice(last, 0, leaf);
    }
  }
  return keepsTogether(merged) ? merged : undefined;
}

/** True when what is below a key or dash stands together, so that the key stands once. */
function keepsTogether(leaves: readonly Leaf[]): boolean {
  const closed = new Set<string>();
  let open: ReadonlySet<string> = new Set();
  for (const { steps } of leaves) {
    const ids = new Set(steps.map(({ id }) => id));
    for (const id of open) if (!ids.has(id)) closed.add(id);
    for (const id of ids) if (closed.has(id)) return false;
    open = ids;
  }
  return true;
}

/** Behind the rest of the blocks that the scalar before it opened and it is not part of. */
function placeFor(leaf: Leaf, merged: readonly Leaf[], from: number): number {
  const own = new Set(leaf.steps.map(({ id }) => id));
  const open = merged[from - 1]?.steps.filter(({ id }) => !own.has(id)).map(({ id }) => id) ?? [];
  let at = from;
  while (merged[at]?.steps.some(({ id }) => open.includes(id)) === true) at++;
  return at;
}
