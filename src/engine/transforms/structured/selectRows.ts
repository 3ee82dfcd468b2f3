import { type Question, scoreTexts } from '../relevance.ts';
import { AlarmKinds } from './alarmKinds.ts';
import { alarmOf } from './alarms.ts';
import type { ColumnProfile, RowTable } from './rowTable.ts';

/** How much of a list may stay. */
export interface Appetite {
  /** 1 in `balanced`, less in thriftier profiles. */
  readonly generosity: number;
  /** Characters that the kept rows may take together; rows that matter may exceed it by half. */
  readonly budget: number;
  readonly question?: Question | undefined;
  /** Rows that must stay, whatever their size. */
  readonly required?: ReadonlySet<number>;
}

export interface Selection {
  /** Ascending. */
  readonly rows: readonly number[];
  /** Rows that tell of an error or a warning and are not among them. */
  readonly alarmsLeftOut: number;
}

/**
 * Chooses the rows that answer most questions: both ends, every kind of failure, rows like the question, rare values, extremes,
 * changes, odd rows, and an even sample whose size grows with what is new in the rows, not with their number.
 */
export function selectRows(table: RowTable, profiles: readonly ColumnProfile[], appetite: Appetite): Selection {
  const basket = new Basket(table, appetite.budget);
  for (const row of appetite.required ?? []) basket.addAnyway(row);
  for (const row of ends(table.count, appetite.generosity)) basket.addAnyway(row);
  const alarms = findAlarms(table, profiles);
  for (const row of alarms.kinds.places(mostAlarms(appetite.generosity))) basket.addAnyway(row);
  const most = (count: number): number => Math.max(1, Math.round(count * appetite.generosity));
  for (const row of likeQuestion(table, appetite.question, most(10))) basket.add(row, 1.5);
  for (const row of [...table.odd.keys()].slice(0, most(6))) basket.add(row, 1.5);
  for (const profile of profiles) {
    for (const row of remarkable(profile, most)) basket.add(row, 1.2);
  }
  const wanted = Math.ceil(appetite.generosity * Math.max(leastSample, 1.6 * newness(table, profiles) ** (2 / 3)));
  for (const row of evenly(table.count, wanted)) basket.add(row, 1);
  const rows = basket.rows();
  const alarmsShown = rows.filter(row => alarms.rows.has(row)).length;
  return { rows, alarmsLeftOut: alarms.rows.size - alarmsShown };
}

/** Even rows that all say the same show how they say it. */
const leastSample = 8;

class Basket {
  readonly #kept = new Set<number>();
  readonly #table: RowTable;
  readonly #budget: number;
  #size = 0;

  constructor(table: RowTable, budget: number) {
    this.#table = table;
    this.#budget = budget;
  }

  addAnyway(row: number): void {
    if (this.#kept.has(row) || row < 0 || row >= this.#table.count) return;
    this.#kept.add(row);
    this.#size += this.#table.sizes[row] ?? 0;
  }

  add(row: number, stretch: number): void {
    if (this.#size + (this.#table.sizes[row] ?? 0) <= this.#budget * stretch) this.addAnyway(row);
  }

  rows(): readonly number[] {
    return [...this.#kept].sort((a, b) => a - b);
  }
}

function ends(count: number, generosity: number): number[] {
  return generosity >= 0.7 ? [0, 1, 2, count - 2, count - 1] : [0, 1, count - 1];
}

function mostAlarms(generosity: number): number {
  return Math.ceil(60 * Math.max(generosity, 0.5));
}

interface FoundAlarms {
  readonly rows: ReadonlySet<number>;
  readonly kinds: AlarmKinds;
}

function findAlarms(table: RowTable, profiles: readonly ColumnProfile[]): FoundAlarms {
  const rows = new Set<number>();
  const kinds = new AlarmKinds();
  const note = (place: number, name: string, value: string): void => {
    const alarm = alarmOf(value);
    if (alarm === undefined) return;
    rows.add(place);
    kinds.note({ place, name, value, alarm });
  };
  for (const [row, text] of table.odd) note(row, '', text);
  for (const profile of profiles) {
    const { name, values } = profile.column;
    const isNumber = (row: number): boolean => 'numbers' in profile && !Number.isNaN(profile.numbers[row]);
    values.forEach((value, row) => {
      if (value !== undefined && !isNumber(row) && !table.odd.has(row)) note(row, name, value);
    });
  }
  return { rows, kinds };
}

function likeQuestion(table: RowTable, question: Question | undefined, most: number): number[] {
  if (question === undefined) return [];
  const texts = rowTexts(table);
  const scores = scoreTexts(question, texts);
  const ranked = texts.map((_, row) => row).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const best = scores[ranked[0] ?? 0] ?? 0;
  const named = ranked.filter(row => question.anchors.some(anchor => texts[row]?.includes(anchor) === true));
  const alike = ranked.filter(row => best > 0 && (scores[row] ?? 0) >= best * 0.6);
  return [...named.slice(0, most), ...alike.slice(0, most)];
}

function rowTexts(table: RowTable): string[] {
  return Array.from({ length: table.count }, (_, row) =>
    table.columns.map(({ values }) => values[row] ?? '').join(' '),
  );
}

/** Rare values of a category; extremes, outliers and jumps of numbers. */
function remarkable(profile: ColumnProfile, most: (count: number) => number): number[] {
  switch (profile.kind) {
    case 'category':
      return [
        ...rareRows(profile.column.values, profile.counts, most(8)),
        ...changeRows(profile.column.values, most(8)),
      ];
    case 'numbers':
      return [...extremeRows(profile.numbers, most(3)), ...jumpRows(profile.numbers, most(3))];
    default:
      return [];
  }
}

/** First row of each value that hardly ever occurs. */
function rareRows(
  values: readonly (string | undefined)[],
  counts: ReadonlyMap<string, number>,
  most: number,
): number[] {
  const limit = Math.max(1, values.length * 0.01);
  const rare = [...counts].filter(([, count]) => count <= limit).slice(0, most);
  return rare.map(([value]) => values.indexOf(value));
}

/** Both sides of each change, where a column changes so seldom that its changes mean something. */
function changeRows(values: readonly (string | undefined)[], most: number): number[] {
  const changes: number[] = [];
  for (let row = 1; row < values.length; row++) if (values[row] !== values[row - 1]) changes.push(row);
  return changes.length > most || values.length < 20 ? [] : changes.flatMap(row => [row - 1, row]);
}

function extremeRows(numbers: readonly number[], most: number): number[] {
  const rows = numbers.map((_, row) => row).filter(row => !Number.isNaN(numbers[row] ?? Number.NaN));
  rows.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
  return [...rows.slice(0, most), ...rows.slice(-most)];
}

/** Where the level of a series shifts: the mean of the next five is far from the mean of the last five. */
function jumpRows(numbers: readonly number[], most: number): number[] {
  const window = 5;
  if (numbers.length < 4 * window) return [];
  const sums = [0];
  for (const value of numbers) sums.push((sums.at(-1) ?? 0) + (Number.isNaN(value) ? 0 : value));
  const mean = (from: number): number => ((sums[from + window] ?? 0) - (sums[from] ?? 0)) / window;
  const shifts = numbers.map((_, row) =>
    row < window || row + window > numbers.length ? 0 : Math.abs(mean(row) - mean(row - window)),
  );
  const typical = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length;
  const peaks = shifts
    .map((shift, row) => ({ shift, row }))
    .filter(({ shift, row }) => shift > 4 * typical && shift >= Math.max(...shifts.slice(row - window, row + window)))
    .sort((a, b) => b.shift - a.shift || a.row - b.row)
    .slice(0, most);
  return peaks.flatMap(({ row }) => [row - 1, row]);
}

/** How many rows' worth of new words there is: a row that repeats earlier ones counts little, an all new one counts 1. */
function newness(table: RowTable, profiles: readonly ColumnProfile[]): number {
  const texts = profiles.filter(profile => profile.kind === 'text').map(profile => profile.column);
  if (texts.length === 0) return table.count * 0.2;
  const seen = new Set<string>();
  let total = 0;
  for (let row = 0; row < table.count; row++) {
    let words = 0;
    let fresh = 0;
    for (const { values } of texts) {
      for (const word of (values[row] ?? '').slice(0, charactersRead).split(betweenWords)) {
        if (word === '') continue;
        words++;
        if (!seen.has(word)) {
          fresh++;
          seen.add(word);
        }
      }
    }
    total += words === 0 ? 0.2 : fresh / words;
  }
  return total;
}

/** A cell that is new says so early. */
const charactersRead = 120;
/** Everything beyond ASCII counts as letters: Unicode's own classes cost ten times as much. */
const betweenWords = /[^A-Za-z\u0080-\uffff]+/;

/** Spread by the golden ratio: even, but out of step with anything that repeats. */
function evenly(count: number, wanted: number): number[] {
  const goldenRatio = (Math.sqrt(5) - 1) / 2;
  return Array.from({ length: Math.min(wanted, count) }, (_, i) => Math.floor((((i + 1) * goldenRatio) % 1) * count));
}
