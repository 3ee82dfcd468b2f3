import { contentOf } from '../../analysis/describeBlocks.ts';
import { indexRequest, isUnindexed } from '../../conversation/indexRequest.ts';
import type { RequestIndex } from '../../conversation/request.ts';
import { splice } from '../../conversation/splice.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import { editsOf, type Settled } from '../applyPlan.ts';
import { findSecret } from '../secrets.ts';
import { notesAstray } from './countingNotes.ts';
import { positionsIn } from './cutRecord.ts';
import { cutWindow, type WindowEdits } from './cutWindow.ts';
import type { Cut } from './rollingWindow.ts';
import type { ToolUnit } from './toolUnits.ts';

export interface CutRequest {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly settled: readonly Settled[];
  readonly nameOriginal: (text: string) => string;
  /** Tokens of a marker. */
  readonly count: (text: string) => number;
}

export interface CutBody {
  readonly body: Uint8Array;
  readonly edits: WindowEdits;
  /** Notes that a cut led astray: their pictures go whole. */
  readonly astray: readonly Settled[];
}

/** The body with its cuts and, outside of them, its decisions. `undefined` where the structure leaves any doubt. */
export function applyCuts(cuts: readonly Cut[], request: CutRequest): CutBody | undefined {
  const { body, index, settled, nameOriginal, count } = request;
  const edits = cutWindow(cuts, { body, index, name: nameOriginal, count });
  if (edits === undefined) return undefined;
  const gone = positionsIn(cuts.filter(({ recorded }) => recorded !== undefined));
  const astray = notesAstray(settled, index, { taken: positionsIn(cuts), gone });
  const kept = settled.filter(one => !edits.receipts.has(one.block.position) && !astray.includes(one));
  const cut = splice(body, [...editsOf(body, kept), ...edits.edits]);
  return isUnindexed(indexRequest(cut, index.format)) ? undefined : { body: cut, edits, astray };
}

/** A window that is only guessed is no reason to cut anything. */
export function knowsWindow(
  { known, window }: ModelFacts,
  { modelContextLimits }: { readonly modelContextLimits: Readonly<Record<string, number>> },
): boolean {
  return known || Object.values(modelContextLimits).includes(window);
}

/** Texts with secrets are not stored, so they cannot be cut. */
export function isStorable(body: Uint8Array, { calls, results }: ToolUnit): boolean {
  return ![...calls, ...results.flat()].some(block => findSecret(contentOf(body, block)) !== undefined);
}
