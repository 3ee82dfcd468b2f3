import type { Filled } from './templates.ts';

/** One or more successive lines: a filled record, or a literal line when `symbol` is `literal`. */
export interface Unit {
  readonly symbol: number;
  readonly values: readonly string[];
  /** The time or place that all its framed lines share. */
  readonly stamp: string | undefined;
  /** Of its first line. */
  readonly indent: number;
  /** Index of its first line, and how many lines it covers. */
  readonly line: number;
  readonly lines: number;
}

/** What is known of one line before records are formed. */
export interface RecordLine {
  readonly filled: Filled | undefined;
  readonly stamp: string | undefined;
  /** Leading blanks; infinite for an empty line, which can end a record but never begin one. */
  readonly indent: number;
}

export const literal = -1;

/** A record that stands for two others, one after the other. `links[j]` says which of its values fills the right one's hole j. */
interface Pairing {
  readonly left: number;
  readonly right: number;
  readonly leftValues: number;
  readonly links: readonly number[];
}

export interface Grammar {
  readonly units: readonly Unit[];
  /** Symbols below `templates` are single lines; `pairings[s - templates]` explains the others. */
  readonly templates: number;
  readonly pairings: readonly Pairing[];
}

const maxRounds = 6;
const maxLines = 40;
const maxValues = 9;
const leastUses = 3;

/**
 * Joins successive lines into records as byte-pair encoding joins letters, but only where the lines belong together: the
 * second repeats values of the first or has none, or hardly ever stands elsewhere.
 */
export function joinRecords(lines: readonly RecordLine[], templates: number, join: boolean): Grammar {
  const pairings: Pairing[] = [];
  let units: Unit[] = lines.map(({ filled, stamp, indent }, i) => ({
    symbol: filled?.template ?? literal,
    values: filled?.values ?? [],
    stamp,
    indent,
    line: i,
    lines: 1,
  }));
  for (let round = 0; round < (join ? maxRounds : 0); round++) {
    const joined = joinOnce(units, pairings, templates);
    if (joined.length === units.length) break;
    units = joined;
  }
  return { units, templates, pairings };
}

function joinOnce(units: readonly Unit[], pairings: Pairing[], templates: number): Unit[] {
  const keys = units.map((unit, i) => pairKey(unit, units[i + 1]));
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  const uses = new Map<number, number>();
  for (const unit of units) uses.set(unit.symbol, (uses.get(unit.symbol) ?? 0) + 1);
  const known = new Map<string, number>();
  const weights = units.map((left, i) => weigh(left, units[i + 1], counts.get(keys[i] ?? '') ?? 0, uses));
  const joined: Unit[] = [];
  for (let i = 0; i < units.length; i++) {
    const left = units[i];
    const right = units[i + 1];
    if (left === undefined) break;
    const weight = weights[i] ?? 0;
    if (right === undefined || weight === 0 || weight < (weights[i + 1] ?? 0)) {
      joined.push(left);
      continue;
    }
    const links = linksOf(left, right);
    const key = keys[i] ?? '';
    const symbol = known.get(key) ?? templates + pairings.length;
    if (!known.has(key)) {
      known.set(key, symbol);
      pairings.push({ left: left.symbol, right: right.symbol, leftValues: left.values.length, links });
    }
    joined.push(joinPair(left, right, symbol, links));
    i += 1;
  }
  return joined;
}

/** How strongly two neighbours belong together; 0 when joining them would only make a record of unrelated lines. */
function weigh(left: Unit, right: Unit | undefined, count: number, uses: ReadonlyMap<number, number>): number {
  if (right === undefined || count < leastUses) return 0;
  const linked = linksOf(left, right).filter(link => link < left.values.length).length;
  const leftUses = uses.get(left.symbol) ?? 0;
  const rightUses = uses.get(right.symbol) ?? 0;
  const isRepeating = linked > 0 && linked === right.values.length;
  const isContinuation = right.indent > 0 && right.values.length === 0;
  if (isRepeating || isContinuation) {
    if (count < Math.min(leftUses, rightUses) * 0.25) return 0;
  } else if (count < Math.max(leftUses, rightUses) * 0.6) return 0;
  return linked > 0 ? count * 2 : count;
}

function pairKey(left: Unit, right: Unit | undefined): string | undefined {
  if (right === undefined || left.symbol === literal || right.symbol === literal || left.symbol === right.symbol)
    return undefined;
  if (left.stamp !== undefined && right.stamp !== undefined && left.stamp !== right.stamp) return undefined;
  if (left.lines + right.lines > maxLines || right.indent < left.indent) return undefined;
  const links = linksOf(left, right);
  const values = links.reduce((most, link) => Math.max(most, link + 1), left.values.length);
  return values > maxValues ? undefined : `${left.symbol} ${right.symbol} ${links.join(' ')}`;
}

/** For each value of the right unit: the place of the equal value on the left, or a new place behind them. */
function linksOf(left: Unit, right: Unit): number[] {
  let next = left.values.length;
  return right.values.map(value => {
    // Short values are equal by accident too often.
    const same = value.length >= 3 ? left.values.indexOf(value) : -1;
    if (same >= 0) return same;
    next += 1;
    return next - 1;
  });
}

function joinPair(left: Unit, right: Unit, symbol: number, links: readonly number[]): Unit {
  const fresh = right.values.filter((_, j) => (links[j] ?? 0) >= left.values.length);
  return {
    symbol,
    values: [...left.values, ...fresh],
    stamp: left.stamp ?? right.stamp,
    indent: left.indent,
    line: left.line,
    lines: left.lines + right.lines,
  };
}

/** The inverse of joining, one level deep. The stamp goes to both, since only framed templates show it. */
export function splitUnit(
  unit: Unit,
  grammar: Grammar,
  framed: (symbol: number) => boolean,
): readonly [Unit, Unit] | undefined {
  const pairing = grammar.pairings[unit.symbol - grammar.templates];
  if (unit.symbol < grammar.templates || pairing === undefined) return undefined;
  const leftLines = linesOf(pairing.left, grammar);
  const left: Unit = {
    symbol: pairing.left,
    values: unit.values.slice(0, pairing.leftValues),
    stamp: framed(pairing.left) ? unit.stamp : undefined,
    indent: unit.indent,
    line: unit.line,
    lines: leftLines,
  };
  const right: Unit = {
    symbol: pairing.right,
    values: pairing.links.map(link => unit.values[link] ?? ''),
    stamp: framed(pairing.right) ? unit.stamp : undefined,
    indent: unit.indent,
    line: unit.line + leftLines,
    lines: unit.lines - leftLines,
  };
  return [left, right];
}

/** The single-line templates of a symbol in order, each with the places of its values among the symbol's values. */
export function flatten(
  symbol: number,
  grammar: Grammar,
  places?: readonly number[],
): { template: number; places: readonly number[] | undefined }[] {
  const pairing = grammar.pairings[symbol - grammar.templates];
  if (symbol < grammar.templates || pairing === undefined) return [{ template: symbol, places }];
  const at = (place: number): number => places?.[place] ?? place;
  const leftPlaces = Array.from({ length: pairing.leftValues }, (_, j) => at(j));
  return [...flatten(pairing.left, grammar, leftPlaces), ...flatten(pairing.right, grammar, pairing.links.map(at))];
}

function linesOf(symbol: number, grammar: Grammar): number {
  const pairing = grammar.pairings[symbol - grammar.templates];
  if (symbol < grammar.templates || pairing === undefined) return 1;
  return linesOf(pairing.left, grammar) + linesOf(pairing.right, grammar);
}
