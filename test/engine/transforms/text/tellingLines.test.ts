import { expect, test } from 'vitest';
import { TokenScale } from '../../../../src/engine/transforms/text/budget.ts';
import { buildRecordTable } from '../../../../src/engine/transforms/text/records/recordTable.ts';
import { addSample, chooseTellingLines } from '../../../../src/engine/transforms/text/tellingLines.ts';
import { contextFor } from './textContext.ts';

function choose(lines: readonly string[], budget: number, question?: string) {
  const text = lines.join('\n');
  const scale = new TokenScale(text, contextFor('balanced'));
  const subject = { text, kind: 'toolResult', ...(question === undefined ? {} : { question }) } as const;
  const table = buildRecordTable(lines, undefined, false);
  const chosen = chooseTellingLines(table, subject, { scale, budget });
  return { ...chosen, table, scale, kept: lines.filter((_, i) => chosen.keep[i] === true) };
}

const served = Array.from({ length: 300 }, (_, i) => `served request ${i} in ${i % 7} ms`);

test('every different error stays, even where the budget is spent', () => {
  const failures = Array.from({ length: 12 }, (_, i) => `ERROR in unit${'abcdefghijkl'[i]}: checksum mismatch`);
  const lines = served.flatMap((line, i) => (i % 25 === 3 ? [line, failures[Math.floor(i / 25)] ?? ''] : [line]));

  const { kept, alarmsLeft } = choose(lines, 10);

  expect(kept).toEqual(expect.arrayContaining(failures));
  expect(alarmsLeft).toBe(0);
});

test('errors that would be most of the text are counted where they are cut', () => {
  const words = ['alpha', 'beta', 'gamma', 'delta', 'omega'];
  const lines = Array.from({ length: 400 }, (_, i) => {
    const word = (n: number): string => words[Math.floor(i / 5 ** n) % 5] ?? '';
    return `ERROR ${word(0)} ${word(1)} ${word(2)} ${word(3)} failed`;
  });

  const { kept, alarmsLeft } = choose(lines, 100);

  expect(alarmsLeft).toBeGreaterThan(100);
  expect(kept.length + alarmsLeft).toBeGreaterThanOrEqual(400);
});

test('the ends and what the question names stay', () => {
  const { kept } = choose(served, 200, 'why is "request 211" slow?');

  expect(kept).toEqual(expect.arrayContaining([served[0], served[299], served[211]]));
});

test('a sample adds lines until the room is full', () => {
  const { table, keep, scale } = choose(served, 40);

  const sampled = addSample(table, keep, { scale, budget: 120 });

  expect(sampled.filter(Boolean).length).toBeGreaterThan(keep.filter(Boolean).length);
  expect(sampled.filter(Boolean).length).toBeLessThan(40);
});
