import type { Frames } from './lineFrames.ts';
import { flatten, type Grammar, joinRecords, literal, splitUnit, type Unit } from './records.ts';
import { type Filled, mineTemplates, type Template } from './templates.ts';
import { tokenize } from './tokens.ts';

/** Lines as records: what repeats is written once as a template, and each row names its template and the values in it. */
export interface RecordTable {
  readonly lines: readonly string[];
  readonly frames: Frames | undefined;
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
}

/** A template of one or more lines. `{1}` stands for the first value, a leading `@` for the row's time or place. */
export interface Entry {
  readonly key: string;
  readonly text: readonly string[];
  readonly uses: number;
}

export interface Row {
  /** Index into the entries; `undefined` for a literal line. */
  readonly entry: number | undefined;
  readonly values: readonly string[];
  readonly stamp: string | undefined;
  readonly line: number;
  readonly lines: number;
}

/**
 * With `join`, successive lines that belong together become records of several lines, and only lines that rows can carry are
 * taken in. Without it, the table is good for counting: every line of a kind counts.
 */
export function buildRecordTable(lines: readonly string[], frames: Frames | undefined, join = true): RecordTable {
  const { filled, templates, framedFrom } = mineLines(lines, frames, join);
  const recordLines = lines.map((line, i) => {
    const frame = frames?.[i];
    const stamp = frame === undefined ? undefined : `${frame.frame}\n${frame.tail}`;
    return { filled: filled[i], stamp, indent: frame === undefined ? indentOf(line) : indentOf(frame.rest) - 1 };
  });
  const grammar = joinRecords(recordLines, templates.length, join);
  const isFramed = (symbol: number): boolean => flatten(symbol, grammar).some(({ template }) => template >= framedFrom);
  const textOf = (symbol: number): string[] =>
    flatten(symbol, grammar).map(({ template, places }) => {
      const text = fillPlaces(templates[template]?.parts ?? [], places);
      return template >= framedFrom ? `@${text}` : text;
    });
  const units = keepWorthwhile(grammar, isFramed, textOf);
  return { lines, frames, ...toEntries(units, textOf) };
}

/** A line without its time or place. */
export function textAt(table: RecordTable, line: number): string {
  return table.frames?.[line]?.rest ?? table.lines[line] ?? '';
}

function indentOf(text: string): number {
  const indent = text.search(/\S/);
  return indent < 0 ? Number.POSITIVE_INFINITY : indent;
}

interface MinedLines {
  readonly filled: readonly (Filled | undefined)[];
  readonly templates: readonly Template[];
  /** Templates from this index on are of framed lines. */
  readonly framedFrom: number;
}

function mineLines(lines: readonly string[], frames: Frames | undefined, decodable: boolean): MinedLines {
  const plainAt: number[] = [];
  const framedAt: number[] = [];
  lines.forEach((_, i) => {
    (frames?.[i] === undefined ? plainAt : framedAt).push(i);
  });
  const plain = mineTemplates(plainAt.map(i => lines[i] ?? ''));
  const framed = mineTemplates(framedAt.map(i => frames?.[i]?.rest ?? ''));
  const accept = decodable ? checked : (filled: Filled | undefined): Filled | undefined => filled;
  const framedFrom = plain.templates.length;
  const filled = new Array<Filled | undefined>(lines.length);
  plainAt.forEach((line, i) => {
    // A leading @ means a frame.
    if (lines[line]?.startsWith('@') !== true) filled[line] = accept(plain.filled[i], plain.templates);
  });
  framedAt.forEach((line, i) => {
    const found = accept(framed.filled[i], framed.templates);
    filled[line] = found === undefined ? undefined : { template: found.template + framedFrom, values: found.values };
  });
  return { filled, templates: [...plain.templates, ...framed.templates], framedFrom };
}

/** Rows are read back by the same tokenizer, so values that it would cut differently make the line a literal. */
function checked(filled: Filled | undefined, templates: readonly Template[]): Filled | undefined {
  if (filled === undefined) return undefined;
  const { parts } = templates[filled.template] ?? { parts: [] };
  if (parts.some(part => part.includes('{') && /\{\d/.test(part))) return undefined;
  return filled.values.every(isSoundValue) ? filled : undefined;
}

/** A quote that opens and does not close would swallow the values after it. */
function isSoundValue(value: string): boolean {
  if (value === '' || value === ditto || tokenize(value).length !== 1) return false;
  const opens = /^['"`]/.test(value);
  return !opens || (value.indexOf(value.charAt(0), 1) > 0 && value.length < 400);
}

export const ditto = '^';

function fillPlaces(parts: readonly string[], places: readonly number[] | undefined): string {
  return parts.map((part, i) => (i === 0 ? part : `{${(places?.[i - 1] ?? i - 1) + 1}}${part}`)).join('');
}

/** Unfolds records that are too rare to pay for their entry, down to literal lines. */
function keepWorthwhile(
  grammar: Grammar,
  isFramed: (symbol: number) => boolean,
  textOf: (symbol: number) => string[],
): Unit[] {
  let units = [...grammar.units];
  for (let changed = true; changed; ) {
    changed = false;
    const uses = new Map<number, number>();
    for (const unit of units) uses.set(unit.symbol, (uses.get(unit.symbol) ?? 0) + 1);
    const poor = new Set<number>();
    for (const [symbol, count] of uses) if (symbol !== literal && !pays(textOf(symbol), count)) poor.add(symbol);
    if (poor.size === 0) break;
    units = units.flatMap(unit => {
      if (!poor.has(unit.symbol)) return [unit];
      changed = true;
      return splitUnit(unit, grammar, isFramed) ?? [{ ...unit, symbol: literal, values: [] }];
    });
  }
  return units;
}

/** Characters that an entry's key, count and line break cost, and that each row's key costs. */
const entryCost = 10;
const rowCost = 3;

function pays(text: readonly string[], uses: number): boolean {
  const fixed = text.reduce((sum, line) => sum + line.replace(/\{\d+\}/g, '').length + 1, 0);
  return uses >= 2 && uses * (fixed - rowCost) > fixed + entryCost + 4 * text.length;
}

function toEntries(
  units: readonly Unit[],
  textOf: (symbol: number) => string[],
): Pick<RecordTable, 'entries' | 'rows'> {
  const uses = new Map<number, number>();
  for (const unit of units) if (unit.symbol !== literal) uses.set(unit.symbol, (uses.get(unit.symbol) ?? 0) + 1);
  const order = [...uses].sort((a, b) => b[1] - a[1]).map(([symbol]) => symbol);
  const entryOf = new Map(order.map((symbol, i) => [symbol, i]));
  const entries = order.map((symbol, i) => ({ key: keyAt(i), text: textOf(symbol), uses: uses.get(symbol) ?? 0 }));
  const rows = units.map(({ symbol, values, stamp, line, lines }) => ({
    entry: entryOf.get(symbol),
    values,
    stamp,
    line,
    lines,
  }));
  return { entries, rows };
}

/** A…Z, then AA, AB…: short keys for frequent records. */
function keyAt(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : keyAt(Math.floor(index / 26) - 1) + letter;
}
