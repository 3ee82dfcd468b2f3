import { truncatedElement, withThousands } from '../marker.ts';
import type { Question } from '../relevance.ts';
import { describeFacets } from './facets.ts';
import type { Landmarks } from './jsonLandmarks.ts';
import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';
import { type JsonTable, tabulate, valueAtPath } from './jsonTable.ts';
import { CompactWriter, inside, pathName, type TableStyle, writeMinified, writeTable } from './jsonWrite.ts';
import { profileColumn, type RowTable } from './rowTable.ts';
import { type Appetite, selectRows } from './selectRows.ts';
import { shareOut } from './shareOut.ts';

export interface ShrinkContext {
  readonly text: string;
  readonly generosity: number;
  readonly question: Question | undefined;
  readonly landmarks: Landmarks;
  /** Longer strings inside tables lose their middle. */
  readonly maxStringLength: number;
}

/** What was left out, for the marker. */
export interface ShrinkTally {
  values: number;
  rows: number;
  rowsOf: number;
  characters: number;
}

/** A child that gets less than this says nothing; then fewer children are kept instead. */
const leastChildBudget = 48;
/** Rows above this share of the budget are shortened one by one, not chosen from. */
const maxRowShare = 0.15;
/** Rows up to this many characters are always chosen from: a table of few whole rows says more than many shortened ones. */
const leastRowLimit = 600;

/** Writes JSON values within a budget of characters; everything left out is marked where it was. */
export class JsonShrinker {
  readonly #context: ShrinkContext;
  readonly writer: CompactWriter;
  readonly tally: ShrinkTally = { values: 0, rows: 0, rowsOf: 0, characters: 0 };

  constructor(context: ShrinkContext) {
    this.#context = context;
    this.writer = new CompactWriter(context.text);
  }

  shrink(node: JsonNode, budget: number): string {
    if (node.size <= budget) return this.writer.write(node);
    switch (node.kind) {
      case 'array':
        return this.#shrinkList(node, node.items, undefined, budget);
      case 'object':
        return this.#shrinkList(node, node.values, node.keys, budget);
      case 'string':
        return this.#shrinkString(node, budget);
      default:
        return this.writer.write(node);
    }
  }

  /** Values that stood on a line each: one table of the telling ones, when they are alike. */
  shrinkLines(nodes: readonly JsonNode[], budget: number): string | undefined {
    const table = tabulate(nodes, this.#context.text);
    return table !== undefined && this.#areSmall(nodes, budget)
      ? this.#chooseRows(table, { unit: 'lines' }, budget)
      : undefined;
  }

  #shrinkList(
    node: JsonArray | JsonObject,
    children: readonly JsonNode[],
    keys: readonly string[] | undefined,
    budget: number,
  ): string {
    const table = tabulate(children, this.#context.text);
    if (table !== undefined && this.#areSmall(children, budget))
      return this.#chooseRows(table, { keys }, budget) ?? this.writer.write(node);
    if (children.length * leastChildBudget <= budget) return this.#shrinkEach(node, undefined, budget);
    return this.#shrinkEach(node, this.#choose(children, keys, budget), budget);
  }

  /** Rows to choose from are small on average, with none that takes most of the budget. */
  #areSmall(rows: readonly JsonNode[], budget: number): boolean {
    const sizes = rows.map(row => this.#cappedSize(row));
    const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
    return (
      average <= Math.max(budget * maxRowShare, leastRowLimit) && largest <= Math.max(budget / 2, 3 * leastRowLimit)
    );
  }

  /** Size of a value whose long strings are shortened. */
  #cappedSize(node: JsonNode): number {
    const { maxStringLength } = this.#context;
    if (node.size <= maxStringLength) return node.size;
    const children = node.kind === 'array' ? node.items : node.kind === 'object' ? node.values : undefined;
    if (children === undefined) return maxStringLength;
    return children.reduce((sum, child) => sum - child.size + this.#cappedSize(child), node.size);
  }

  /** `undefined` when every row may stay. */
  #chooseRows(table: JsonTable, style: TableStyle, budget: number): string | undefined {
    const { text } = this.#context;
    const { keys } = style;
    const sizes = table.rows.map((row, i) => this.#cappedSize(row.node) * 0.6 + (keys?.[i]?.length ?? 0));
    const rowTable = { ...toRowTable(text, table, keys), sizes };
    const profiles = rowTable.columns.map(profileColumn);
    const shown = selectRows(
      rowTable,
      profiles,
      this.#appetite(
        table.rows.map(row => row.node),
        budget,
      ),
    );
    if (shown.length === table.rows.length) return undefined;
    const written = writeTable(text, table, {
      ...style,
      shown,
      facets: describeFacets(rowTable, profiles),
      writeScalar: this.#writeScalar,
    });
    this.writer.note(written);
    const kept = new Set(shown);
    this.tally.rows += table.rows.length - shown.length;
    this.tally.rowsOf += table.rows.length;
    table.rows.forEach((row, i) => {
      if (!kept.has(i)) this.tally.values += countValues(row.node);
    });
    return keys === undefined ? `[${written.output}]` : `{${written.output}}`;
  }

  /** Chooses among values that form no table, by their text. */
  #choose(children: readonly JsonNode[], keys: readonly string[] | undefined, budget: number): ReadonlySet<number> {
    const values = children.map((child, i) =>
      `${keys?.[i] ?? ''} ${writeMinified(this.#context.text, child).slice(0, 400)}`.trim(),
    );
    const rowTable: RowTable = {
      count: children.length,
      columns: [
        {
          name: '',
          values: children.map((child, i) => (child.kind === 'number' ? values[i] : values[i]?.replace(/^"|"$/g, ''))),
        },
      ],
      sizes: children.map(child => Math.min(child.size, Math.max(leastChildBudget, budget / 20))),
      odd: new Map(),
    };
    return new Set(selectRows(rowTable, rowTable.columns.map(profileColumn), this.#appetite(children, budget)));
  }

  #appetite(children: readonly JsonNode[], budget: number): Appetite {
    const { landmarks, generosity, question } = this.#context;
    const required = new Set(children.flatMap((child, i) => (landmarks.isIn(child) ? [i] : [])));
    return { generosity, budget, question, required };
  }

  /** Shares the budget among the children: small ones stay whole, large ones are shortened in turn. */
  #shrinkEach(node: JsonArray | JsonObject, kept: ReadonlySet<number> | undefined, budget: number): string {
    const children = node.kind === 'array' ? node.items : node.values;
    const shown = children.map((_, i) => i).filter(i => kept === undefined || kept.has(i));
    const budgets = shareOut(
      shown.map(i => children[i]?.size ?? 0),
      budget,
    );
    const parts = shown.map((i, position) => {
      const child = children[i];
      const value = child === undefined ? '' : this.shrink(child, budgets[position] ?? 0);
      return node.kind === 'object' ? `"${node.keys[i] ?? ''}":${value}` : value;
    });
    const omitted = children.length - shown.length;
    if (omitted > 0) {
      this.tally.rows += omitted;
      this.tally.rowsOf += children.length;
      children.forEach((child, i) => {
        if (kept?.has(i) === false) this.tally.values += countValues(child);
      });
      const element = truncatedElement(omitted);
      parts.push(node.kind === 'object' ? element.slice(1, -1) : element);
    }
    return node.kind === 'object' ? `{${parts.join(',')}}` : `[${parts.join(',')}]`;
  }

  readonly #writeScalar = (text: string, node: JsonNode): string =>
    node.kind === 'string' && node.size > this.#context.maxStringLength
      ? this.#shrinkString(node, this.#context.maxStringLength)
      : text.slice(node.start, node.end);

  /** Keeps the beginning and the end, and what is around a landmark. */
  #shrinkString(node: JsonNode, budget: number): string {
    const { text, landmarks } = this.#context;
    const content = inside(text, node);
    const room = Math.max(budget - 40, 40);
    const landmark = landmarks.firstFrom(node.start);
    const around = landmark !== undefined && landmark < node.end ? landmark - node.start - 1 : undefined;
    const spans = joinSpans([
      [0, Math.round(room * 0.6)],
      ...(around === undefined ? [] : [[around - 120, around + 360] as const]),
      [content.length - Math.round(room * 0.3), content.length],
    ]);
    let written = '';
    let at = 0;
    for (const [from, to] of spans) {
      const start = from <= 0 ? 0 : safeCut(content, from);
      const end = to >= content.length ? content.length : safeCut(content, to);
      if (start > at) {
        written += `[headroom: ${withThousands(start - at)} characters omitted]`;
        this.tally.characters += start - at;
      }
      written += content.slice(Math.max(start, at), end);
      at = Math.max(at, end);
    }
    return written.length >= content.length ? `"${content}"` : `"${written}"`;
  }
}

function joinSpans(spans: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 60) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The nearest place before `at` that lies in no escape sequence and in no surrogate pair. */
export function safeCut(content: string, at: number): number {
  for (let cut = at; cut > Math.max(0, at - 80); cut--) {
    const isLowSurrogate = (content.charCodeAt(cut) & 0xfc00) === 0xdc00;
    if (!isLowSurrogate && !content.slice(Math.max(0, cut - 6), cut).includes('\\')) return cut;
  }
  return 0;
}

export function toRowTable(text: string, table: JsonTable, keys: readonly string[] | undefined): RowTable {
  const columns = table.columns.map(({ path, cells }) => ({
    name: pathName(path),
    // Records that do not fit the columns count in every figure all the same.
    values: table.rows.map(({ node, fits }, i) => spell(text, fits ? cells[i] : valueAtPath(node, path))),
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

function spell(text: string, value: JsonNode | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value.kind === 'string' ? inside(text, value) : text.slice(value.start, value.end);
}

/** Scalars below a value. */
export function countValues(node: JsonNode): number {
  switch (node.kind) {
    case 'array':
      return node.items.reduce((sum, item) => sum + countValues(item), 0);
    case 'object':
      return node.values.reduce((sum, value) => sum + countValues(value), 0);
    default:
      return 1;
  }
}
