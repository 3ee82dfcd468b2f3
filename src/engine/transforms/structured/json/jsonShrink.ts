import { truncatedElement, truncatedKey } from '../../marker.ts';
import type { Question } from '../../relevance.ts';
import { describeFacets } from '../facets.ts';
import { findingColumns, writeFindings } from '../findings.ts';
import { quoteUnlessPlain } from '../quoteUnlessPlain.ts';
import { profileColumn } from '../rowTable.ts';
import { type Appetite, selectRows } from '../selectRows.ts';
import { shareOut } from '../shareOut.ts';
import { shortenString } from '../shortenString.ts';
import { isIdentityKey } from './identityKeys.ts';
import type { Landmarks } from './jsonLandmarks.ts';
import { inside, writeMinified } from './jsonMinify.ts';
import { countValues, type JsonArray, type JsonNode, type JsonObject } from './jsonNodes.ts';
import { toColumn, toRowTable } from './jsonRowTable.ts';
import { type JsonTable, tabulate } from './jsonTable.ts';
import { type TableStyle, type TableText, writeTable } from './jsonTableText.ts';
import { CompactWriter } from './jsonWrite.ts';
import type { Extra } from './notation.ts';

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
  /** Rows left out that tell of an error or a warning. */
  alarms: number;
  /** Objects and lists of which only the number of children is told. */
  contents: number;
  /** Values of columns that no row shows. */
  cells: number;
  /** Rows that stand together with others of their kind, out of their order. */
  grouped: number;
  characters: number;
}

/** A child that gets less than this says nothing: of a container only the number of its children stays. */
const leastChildBudget = 48;
/** Objects with up to this many members are records: all members stay, however short. Larger ones are maps. */
const mostMembers = 24;
/** Rows above this share of the budget are shortened one by one, not chosen from. */
const maxRowShare = 0.15;
/** Rows up to this many characters are always chosen from: a table of few whole rows says more than many shortened ones. */
const leastRowLimit = 600;
/** Names this long stay with the number of children. */
const longestName = 40;
const mostNames = 2;
/** Tables of up to this many rows stay whole where a sample is longer than this share of them. */
const mostRowsTried = 40;
const leastPayingShare = 0.7;
/** Shorter lists of scalars stay in brackets. */
const leastNumbered = 20;

/** Writes JSON values within a budget of characters; everything left out is marked where it was. */
export class JsonShrinker {
  readonly #context: ShrinkContext;
  readonly #writer: CompactWriter;
  readonly tally: ShrinkTally = {
    values: 0,
    rows: 0,
    rowsOf: 0,
    alarms: 0,
    contents: 0,
    cells: 0,
    grouped: 0,
    characters: 0,
  };

  constructor(context: ShrinkContext) {
    this.#context = context;
    this.#writer = new CompactWriter(context.text);
  }

  get used(): ReadonlySet<Extra> {
    return this.#writer.used;
  }

  shrink(node: JsonNode, budget: number): string {
    if (node.size <= budget) return this.#writer.write(node);
    switch (node.kind) {
      case 'array':
      case 'object':
        return budget < leastChildBudget && node.size > 2 * leastChildBudget && !this.#context.landmarks.isIn(node)
          ? this.#countOnly(node)
          : this.#shrinkContainer(node, budget);
      case 'string':
        return this.#shrinkString(node, budget);
      default:
        return this.#writer.write(node);
    }
  }

  /** Values that stood on a line each: one table of the telling ones, when they are alike. */
  shrinkLines(nodes: readonly JsonNode[], budget: number): string | undefined {
    const table = tabulate(nodes, this.#context.text);
    return table !== undefined && this.#areSmall(nodes, budget)
      ? this.#chooseRows(table, { unit: 'lines' }, budget)
      : undefined;
  }

  /** How many children there are, and of an object what it is called. */
  #countOnly(node: JsonArray | JsonObject): string {
    const children = childrenOf(node);
    const names = children.flatMap((child, i) => {
      const key = node.kind === 'object' ? (node.keys[i] ?? '') : '';
      const isName = child.size <= longestName && child.kind !== 'array' && child.kind !== 'object';
      return isName && isIdentityKey(key) ? [`"${key}":${this.#context.text.slice(child.start, child.end)}`] : [];
    });
    const kept = names.slice(0, mostNames);
    this.tally.contents++;
    this.tally.values += countValues(node) - kept.length;
    const rest = `"${truncatedKey}": ${children.length - kept.length}`;
    return node.kind === 'array' ? `[{${rest}}]` : `{${[...kept, rest].join(',')}}`;
  }

  #shrinkContainer(node: JsonArray | JsonObject, budget: number): string {
    const children = childrenOf(node);
    const keys = node.kind === 'object' ? node.keys : undefined;
    const isSmall = this.#areSmall(children, budget);
    const table = isSmall || children.length <= mostMembers ? tabulate(children, this.#context.text) : undefined;
    if (table !== undefined && isSmall) return this.#chooseRows(table, { keys }, budget) ?? this.#writer.write(node);
    if (children.length * leastChildBudget <= budget || (keys !== undefined && children.length <= mostMembers))
      return this.#shrinkEach(node, undefined, budget);
    const kept = this.#choose(node, budget);
    return keys === undefined && isSmall && children.length >= leastNumbered
      ? this.#writeNumbered(children, kept)
      : this.#shrinkEach(node, kept, budget);
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
    if (node.kind !== 'array' && node.kind !== 'object') return maxStringLength;
    return childrenOf(node).reduce((sum, child) => sum - child.size + this.#cappedSize(child), node.size);
  }

  /** `undefined` when every row may stay. */
  #chooseRows(table: JsonTable, style: TableStyle, budget: number): string | undefined {
    const { text } = this.#context;
    const { keys } = style;
    const [open, close] = keys === undefined ? '[]' : '{}';
    const rowTable = toRowTable(text, table, keys);
    const findings = keys === undefined ? this.#writeFindings(table, rowTable, budget) : undefined;
    if (findings !== undefined) return `${open}${findings}\n${close}`;
    const sizes = table.rows.map((row, i) => this.#cappedSize(row.node) * 0.6 + (keys?.[i]?.length ?? 0));
    const profiles = rowTable.columns.map(profileColumn);
    const nodes = table.rows.map(row => row.node);
    const { rows: shown, alarmsLeftOut } = selectRows({ ...rowTable, sizes }, profiles, this.#appetite(nodes, budget));
    if (shown.length === table.rows.length) return undefined;
    // The header tells what every row has.
    const telling = profiles.filter(profile => profile.kind !== 'category' || profile.counts.size > 1);
    const facets = describeFacets(rowTable, telling);
    const written = writeTable(text, table, { ...style, shown, facets, writeScalar: this.#writeScalar });
    if (table.rows.length <= mostRowsTried && !this.#pays(written, writeTable(text, table, style), nodes))
      return undefined;
    this.#writer.note(written.uses);
    this.tally.alarms += alarmsLeftOut;
    this.#omitRows(nodes, new Set(shown));
    return `${open}${written.output}${close}`;
  }

  /** A short table that lacks a few rows is harder to use than a whole one, and hardly shorter. */
  #pays(sample: TableText, whole: TableText, rows: readonly JsonNode[]): boolean {
    const hasLongStrings = rows.some(row => this.#cappedSize(row) < row.size);
    return hasLongStrings || sample.output.length < whole.output.length * leastPayingShare;
  }

  /** What a linter found, with every place of an error; the columns beside rule, message and place are left out. */
  #writeFindings(table: JsonTable, rowTable: ReturnType<typeof toRowTable>, budget: number): string | undefined {
    const columns = findingColumns(rowTable);
    if (columns === undefined) return undefined;
    const writeLabel = (value: string): string => quoteUnlessPlain(value, true);
    const { lines, omitted } = writeFindings(rowTable, columns, { budget, writeLabel });
    const output = lines.join('\n');
    if (output.length >= table.rows.reduce((sum, { node }) => sum + node.size, 0) * 0.6) return undefined;
    for (const { values } of columns.others) {
      const cells = values.filter(value => value !== undefined).length;
      this.tally.cells += cells;
      this.tally.values += cells;
    }
    this.tally.grouped += table.rows.length - omitted;
    if (omitted > 0) {
      this.tally.values += omitted;
      this.tally.rows += omitted;
      this.tally.rowsOf += table.rows.length;
    }
    return output;
  }

  /** Chooses among values that form no table, by their text. */
  #choose(node: JsonArray | JsonObject, budget: number): ReadonlySet<number> {
    const { text } = this.#context;
    const children = childrenOf(node);
    const sizes = children.map(child => Math.min(child.size, Math.max(leastChildBudget, budget / 20)));
    const table = toColumn(text, node, sizes);
    const appetite = this.#appetite(children, budget);
    const required = new Set(appetite.required);
    if (node.kind === 'object') for (const [i, key] of node.keys.entries()) if (isIdentityKey(key)) required.add(i);
    const { rows, alarmsLeftOut } = selectRows(table, table.columns.map(profileColumn), { ...appetite, required });
    this.tally.alarms += alarmsLeftOut;
    return new Set(rows);
  }

  #appetite(children: readonly JsonNode[], budget: number): Appetite {
    const { landmarks, generosity, question } = this.#context;
    const required = new Set(children.flatMap((child, i) => (landmarks.isIn(child) ? [i] : [])));
    return { generosity, budget, question, required };
  }

  /** Elements that are unlike or no records, whole, each with its number. */
  #writeNumbered(children: readonly JsonNode[], kept: ReadonlySet<number>): string {
    const { text } = this.#context;
    const table = toColumn(text, { kind: 'array', items: children }, []);
    const facets = describeFacets({ ...table, columns: table.columns.map(column => ({ ...column, name: 'values' })) });
    const rows = [...kept].map(i => {
      const child = children[i];
      return `${i},${child === undefined ? '' : writeMinified(text, child, this.#writeScalar)}`;
    });
    this.#omitRows(children, kept);
    this.#writer.note(['tables', 'numbers']);
    return [
      `[${children.length} rows, ${kept.size} shown: #,value`,
      ...(facets === '' ? [] : [facets]),
      ...rows,
      truncatedElement(children.length - kept.size),
      ']',
    ].join('\n');
  }

  /** Shares the budget among the children: small ones stay whole, large ones are shortened in turn. */
  #shrinkEach(node: JsonArray | JsonObject, kept: ReadonlySet<number> | undefined, budget: number): string {
    const children = childrenOf(node);
    const shown = children.map((_, i) => i).filter(i => kept === undefined || kept.has(i));
    const sizes = shown.map(i => children[i]?.size ?? 0);
    const names = node.kind === 'object' ? shown.reduce((sum, i) => sum + (node.keys[i]?.length ?? 0) + 4, 0) : 0;
    const budgets = shareOut(sizes, Math.max(0, budget - names));
    const parts = shown.map((i, position) => {
      const child = children[i];
      const value = child === undefined ? '' : this.shrink(child, budgets[position] ?? 0);
      return node.kind === 'object' ? `"${node.keys[i] ?? ''}":${value}` : value;
    });
    const omitted = children.length - shown.length;
    if (kept !== undefined && omitted > 0) {
      this.#omitRows(children, kept);
      parts.push(node.kind === 'object' ? `"${truncatedKey}": ${omitted}` : truncatedElement(omitted));
    }
    return node.kind === 'object' ? `{${parts.join(',')}}` : `[${parts.join(',')}]`;
  }

  #omitRows(children: readonly JsonNode[], kept: ReadonlySet<number>): void {
    this.tally.rows += children.length - kept.size;
    this.tally.rowsOf += children.length;
    children.forEach((child, i) => {
      if (!kept.has(i)) this.tally.values += countValues(child);
    });
  }

  readonly #writeScalar = (text: string, node: JsonNode): string =>
    node.kind === 'string' && node.size > this.#context.maxStringLength
      ? this.#shrinkString(node, this.#context.maxStringLength)
      : text.slice(node.start, node.end);

  #shrinkString(node: JsonNode, budget: number): string {
    const { text, landmarks } = this.#context;
    const landmark = landmarks.firstFrom(node.start);
    const around = landmark !== undefined && landmark < node.end ? landmark - node.start - 1 : undefined;
    const { content, omitted } = shortenString(inside(text, node), budget, around);
    this.tally.characters += omitted;
    return `"${content}"`;
  }
}

function childrenOf(node: JsonArray | JsonObject): readonly JsonNode[] {
  return node.kind === 'array' ? node.items : node.values;
}
