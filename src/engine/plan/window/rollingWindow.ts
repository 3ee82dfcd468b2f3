import type { RequestIndex } from '../../conversation/request.ts';
import { type CountingNote, CountingNotes, resultsIn } from './countingNotes.ts';
import { findToolUnits, spokenMessages, type ToolUnit, type Turns, turnsOf } from './toolUnits.ts';

/** A cut goes this far in one step, so that the next one is many turns away: each costs the provider's cache. */
const targetShare = 0.7;

/** What the marker of a cut may cost. A fixed sum, so that the choice of units does not depend on its wording. */
const markerTokens = 60;

export interface WindowRequest {
  readonly index: RequestIndex;
  /** Tokens by block position, as they would be sent. */
  readonly tokens: readonly number[];
  /** Tokens that the request may have. */
  readonly limit: number;
  readonly keepTurns: number;
  /** False for units that may not be cut for reasons of their own, such as a secret whose text must not be stored. */
  readonly mayCut: (unit: ToolUnit) => boolean;
  readonly notes: readonly CountingNote[];
}

/** Units that go together under one marker, which stands as the result of the first unit's first call. */
export interface Cut {
  /** The first unit leaves its first call behind; the others go entirely. */
  readonly units: readonly ToolUnit[];
  /** Calls that the model had made since a person last spoke, when this was cut. */
  readonly callsSinceSpoken: number;
  /** False when an earlier request of this conversation was cut in this way already. */
  readonly isNew: boolean;
  /** Of a cut that is repeated from a record, so that it stays the same to the byte. */
  readonly recorded?: { readonly marker: string; readonly handle: string };
}

export type WindowOutcome =
  | { readonly kind: 'fits' }
  | { readonly kind: 'cut'; readonly cuts: readonly Cut[] }
  | { readonly kind: 'cannot'; readonly tokens: number; readonly leastTokens: number };

/**
 * What to cut so that a request fits its window. A conversation's requests are walked through in the order in which they were
 * sent, and each that was too large is cut as it was then. So the same request with one more turn repeats earlier cuts to the
 * byte, without a memory of them, until it is itself too large.
 */
export function planWindow(request: WindowRequest): WindowOutcome {
  const { index, tokens, limit } = request;
  const perMessage = tokensPerMessage(index, tokens);
  const total = perMessage.reduce((sum, count) => sum + count, perMessage.fixed);
  if (total <= limit) return { kind: 'fits' };

  const turns = turnsOf(index);
  const walk = new Walk(request, turns);
  let sent = perMessage.fixed;
  let message = 0;
  for (const start of [...turns.starts, index.messages.length]) {
    for (; message < start; message++) sent += perMessage[message] ?? 0;
    const isLast = start === index.messages.length;
    const left = walk.cutAt(start, sent, isLast);
    if (isLast && left > limit) return { kind: 'cannot', tokens: total, leastTokens: left };
  }
  return { kind: 'cut', cuts: walk.cuts };
}

/**
 * What to cut beside what is cut already, for callers that remember their cuts. `tokens` are those of the blocks as they would
 * be sent: none for what is gone.
 */
export function planNextCut(request: WindowRequest, earlier: readonly Cut[]): WindowOutcome {
  const { index, tokens, limit } = request;
  const total = tokens.reduce((sum, count) => sum + count, 0);
  if (total <= limit) return { kind: 'fits' };
  const walk = new Walk(request, turnsOf(index), earlier);
  const left = walk.cutAt(index.messages.length, total, true);
  return left > limit ? { kind: 'cannot', tokens: total, leastTokens: left } : { kind: 'cut', cuts: walk.cuts };
}

/** What one request cuts, and what that leaves of the notes. */
interface Step {
  readonly cuts: readonly Cut[];
  readonly saved: number;
  readonly notes: CountingNotes;
}

class Walk {
  readonly cuts: Cut[] = [];
  readonly #request: WindowRequest;
  readonly #turns: Turns;
  readonly #units: readonly ToolUnit[];
  readonly #spoken: readonly number[];
  readonly #done = new Set<ToolUnit>();
  #notes: CountingNotes;
  #saved = 0;

  constructor(request: WindowRequest, turns: Turns, earlier: readonly Cut[] = []) {
    this.#request = request;
    this.#turns = turns;
    this.#notes = new CountingNotes(request.notes);
    this.#spoken = spokenMessages(request.index);
    const gone = new Set(earlier.flatMap(({ units }) => units.flatMap(({ calls }) => calls)));
    const units = findToolUnits(request.index, turns, this.#spoken);
    this.#units = units.filter(unit => !unit.calls.some(call => gone.has(call)) && request.mayCut(unit));
  }

  /** Cuts what a request that ended before the message `end` had too much. Returns the tokens that are left. */
  cutAt(end: number, tokens: number, isNew: boolean): number {
    const { limit } = this.#request;
    const sent = tokens - this.#saved + this.#notes.growthBefore(end);
    if (sent <= limit) return sent;
    const step = this.#chooseStep(end, sent - limit * targetShare, isNew);
    const left = tokens - this.#saved - step.saved + step.notes.growthBefore(end);
    // A request that could not be made to fit was sent as it came.
    if (left > limit) return left;
    this.#saved += step.saved;
    this.#notes = step.notes;
    for (const cut of step.cuts) {
      this.cuts.push(cut);
      for (const unit of cut.units) this.#done.add(unit);
    }
    return left;
  }

  #chooseStep(end: number, excess: number, isNew: boolean): Step {
    const cuts: { units: ToolUnit[]; callsSinceSpoken: number; isNew: boolean }[] = [];
    const candidates = this.#candidates(end);
    const mayGo = resultsIn(candidates);
    const grown = this.#notes.growthBefore(end);
    let notes = this.#notes;
    let saved = 0;
    for (const unit of candidates) {
      if (saved - (notes.growthBefore(end) - grown) >= excess) break;
      const isCurrent = unit.spokenAt === this.#spokenBefore(end);
      const open = cuts.at(-1);
      const goesWith = open?.units[0]?.spokenAt === unit.spokenAt && unit.canVanish && !(isCurrent && unit.hasThoughts);
      // What the model thought since a person last spoke is checked against the calls that it made.
      if (!goesWith && isCurrent && unit.hasThoughts && unit.calls.length > 1) continue;
      const size = this.#sizeOf(unit, notes);
      const gain = goesWith ? size : size - this.#keptOf(unit) - markerTokens;
      const notesLeft = notes.without(unit);
      // A note that may be cut itself, further on, need not grow.
      if (gain <= notesLeft.growthBefore(end, mayGo) - notes.growthBefore(end, mayGo)) continue;
      saved += gain;
      notes = notesLeft;
      if (open !== undefined && goesWith) open.units.push(unit);
      else cuts.push({ units: [unit], callsSinceSpoken: this.#callsSince(unit.spokenAt, end), isNew });
    }
    return { cuts, saved, notes };
  }

  /** The newest turn is never cut, whatever `keepTurns` says: the model has not seen its results yet. */
  #candidates(end: number): readonly ToolUnit[] {
    const turnsSoFar = this.#turns.starts.filter(start => start < end).length;
    const firstKept = turnsSoFar - Math.max(1, this.#request.keepTurns);
    return this.#units.filter(unit => unit.turn < firstKept && !this.#done.has(unit));
  }

  #spokenBefore(end: number): number {
    return this.#spoken.findLast(message => message < end) ?? -1;
  }

  #callsSince(spokenAt: number, end: number): number {
    const next = Math.min(end, this.#spoken.find(message => message > spokenAt) ?? end);
    const { blocks } = this.#request.index;
    return blocks.filter(({ kind, message }) => kind === 'toolCall' && message > spokenAt && message < next).length;
  }

  #sizeOf({ calls, results, thoughts }: ToolUnit, notes: CountingNotes): number {
    const grown = results.flat().reduce((sum, { position }) => sum + notes.growthAt(position), 0);
    return this.#tokensOf([...calls, ...results.flat(), ...thoughts]) + grown;
  }

  /** Of a unit that leaves its first call behind, that call and the thoughts before it. */
  #keptOf(unit: ToolUnit): number {
    return this.#tokensOf(keptBlocks(unit));
  }

  #tokensOf(blocks: readonly { readonly position: number }[]): number {
    return blocks.reduce((sum, { position }) => sum + (this.#request.tokens[position] ?? 0), 0);
  }
}

/** The first call of a cut stays, with the thoughts that led to it, so that the marker has a place that every provider accepts. */
export function keptBlocks({ calls, thoughts }: ToolUnit): ToolUnit['calls'] {
  const [first] = calls;
  return first === undefined ? [] : [...thoughts.filter(({ position }) => position < first.position), first];
}

interface PerMessage extends Array<number> {
  fixed: number;
}

/** Definitions and top-level system text belong to no message; they are part of every request. */
function tokensPerMessage({ blocks, messages }: RequestIndex, tokens: readonly number[]): PerMessage {
  const perMessage: PerMessage = Object.assign(
    messages.map(() => 0),
    { fixed: 0 },
  );
  for (const { position, message } of blocks) {
    if (message < 0) perMessage.fixed += tokens[position] ?? 0;
    else perMessage[message] = (perMessage[message] ?? 0) + (tokens[position] ?? 0);
  }
  return perMessage;
}
