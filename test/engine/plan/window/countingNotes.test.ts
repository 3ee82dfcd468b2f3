import { expect, it } from 'vitest';
import type { Settled } from '../../../../src/engine/plan/applyPlan.ts';
import { CountingNotes, notesAstray, notesIn, resultsIn } from '../../../../src/engine/plan/window/countingNotes.ts';
import { findToolUnits, spokenMessages, type ToolUnit, turnsOf } from '../../../../src/engine/plan/window/toolUnits.ts';
import { indexBytes } from '../../conversation/indexed.ts';
import { bodyOfSteps } from './screenshots.ts';

const index = indexBytes('anthropic', bodyOfSteps('.ab.a.'));
const units = findToolUnits(index, turnsOf(index), spokenMessages(index));
const end = index.messages.length;

function noteAt(callId: string, back: number): Settled {
  const block = index.blocks.find(({ kind, callId: id }) => kind === 'image' && id === callId);
  if (block === undefined) throw new Error('a picture');
  const picture = { technique: 'preserve', confidence: 1, form: 'text', back } as const;
  const replaced = {
    kind: 'replace',
    transform: 't',
    grade: 'omission',
    output: 'note',
    reason: 'r',
    handle: 'h',
  } as const;
  return { block, decision: { identity: 'i', outcome: { ...replaced, picture }, tokensBefore: 900, tokensAfter: 30 } };
}

function unitOf(number: number): ToolUnit {
  const unit = units[number];
  if (unit === undefined) throw new Error('a unit');
  return unit;
}

function resultsOf(...numbers: readonly number[]): ReadonlySet<number> {
  return resultsIn(numbers.map(unitOf));
}

const note = noteAt('t4', 2);

it('a cut of any picture on the way leads a note astray, and its picture grows from the request on that brings it', () => {
  const notes = new CountingNotes(notesIn([note], index));

  for (const number of [1, 2]) {
    expect(notes.without(unitOf(number)).growthBefore(end)).toBe(870);
    expect(notes.without(unitOf(number)).growthAt(note.block.position)).toBe(870);
    expect(notes.without(unitOf(number)).growthBefore(note.block.message)).toBe(0);
  }
  expect(notes.without(unitOf(0)).without(unitOf(3)).growthBefore(end)).toBe(0);
});

it('a note that is cut before goes astray no more', () => {
  const notes = new CountingNotes(notesIn([note], index));

  expect(notes.without(unitOf(4)).without(unitOf(1)).growthBefore(end)).toBe(0);
  expect(notes.without(unitOf(1)).growthBefore(end, new Set([note.block.position]))).toBe(0);
});

it('a note counts past what was cut before it came', () => {
  const gone = resultsOf(2);
  const nearer = noteAt('t4', 1);

  expect(notesIn([nearer], index, gone)[0]?.counted).toEqual(resultsOf(1));
  expect(notesAstray([nearer], index, { taken: gone, gone })).toEqual([]);
  expect(notesAstray([nearer], index, { taken: resultsOf(1, 2), gone })).toEqual([nearer]);
});

it('a note that is cut itself is not astray', () => {
  const astrayAfter = (...numbers: readonly number[]) =>
    notesAstray([note], index, { taken: resultsOf(...numbers), gone: new Set() });

  expect(astrayAfter(0, 3)).toEqual([]);
  expect(astrayAfter(2)).toEqual([note]);
  expect(astrayAfter(1, 2, 4)).toEqual([]);
});
