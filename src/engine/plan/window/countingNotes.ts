import type { RequestIndex } from '../../conversation/request.ts';
import type { Settled } from '../applyPlan.ts';
import { countedPictures } from '../pictures/countedPictures.ts';
import type { ToolUnit } from './toolUnits.ts';

/**
 * A note about a repeated picture. It counts back to the one that it repeats, so it would point at another once any of those on
 * the way is cut: then it has gone astray, and the picture goes whole.
 */
export interface CountingNote {
  readonly position: number;
  readonly message: number;
  /** Positions of the pictures that it counts. */
  readonly counted: ReadonlySet<number>;
  /** Tokens that the picture costs more than the note. */
  readonly growth: number;
}

/** `gone` are positions that were cut before any of these notes came. */
export function notesIn(
  settled: readonly Settled[],
  index: RequestIndex,
  gone?: ReadonlySet<number>,
): readonly CountingNote[] {
  return settled.flatMap((one): CountingNote[] => {
    const counted = countedPictures(one, index, gone).map(({ position }) => position);
    if (counted.length === 0) return [];
    const { position, message } = one.block;
    const growth = one.decision.tokensBefore - one.decision.tokensAfter;
    return [{ position, message, counted: new Set(counted), growth }];
  });
}

/** What cuts do to notes, unit by unit; each state stays as it is, so that a choice can be dropped. */
export class CountingNotes {
  readonly #notes: readonly CountingNote[];
  readonly #astray: ReadonlySet<CountingNote>;

  constructor(notes: readonly CountingNote[], astray: ReadonlySet<CountingNote> = new Set()) {
    this.#notes = notes;
    this.#astray = astray;
  }

  /** The notes after a unit is cut: those in it are gone, those that count a picture in it have gone astray. */
  without(unit: ToolUnit): CountingNotes {
    if (this.#notes.length === 0) return this;
    const taken = resultsIn([unit]);
    const left = this.#notes.filter(note => this.#astray.has(note) || !taken.has(note.position));
    const astray = left.filter(({ counted }) => [...counted].some(position => taken.has(position)));
    return new CountingNotes(left, new Set([...this.#astray, ...astray]));
  }

  /** Tokens by which pictures grew from notes, in a request that ends before this message; those at some positions left out. */
  growthBefore(end: number, except: ReadonlySet<number> = new Set()): number {
    return sum([...this.#astray].filter(({ message, position }) => message < end && !except.has(position)));
  }

  /** Tokens by which what stands here grew. */
  growthAt(position: number): number {
    return sum([...this.#astray].filter(note => note.position === position));
  }
}

/** The settled notes that stay although what they count was taken. `gone` went before any of them came: they count past it. */
export function notesAstray(
  settled: readonly Settled[],
  index: RequestIndex,
  { taken, gone }: { readonly taken: ReadonlySet<number>; readonly gone: ReadonlySet<number> },
): readonly Settled[] {
  return settled.filter(
    one =>
      !taken.has(one.block.position) && countedPictures(one, index, gone).some(({ position }) => taken.has(position)),
  );
}

/** Positions of the results in units. */
export function resultsIn(units: readonly ToolUnit[]): ReadonlySet<number> {
  return new Set(units.flatMap(({ results }) => results.flat().map(({ position }) => position)));
}

function sum(notes: readonly CountingNote[]): number {
  return notes.reduce((total, { growth }) => total + growth, 0);
}
