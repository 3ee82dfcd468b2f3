import { expect, it } from 'vitest';
import { findDuplicates } from '../../../src/engine/waste/findDuplicates.ts';
import { blocksOf } from './wasteLab.ts';

const whole = { from: 1, to: Number.POSITIVE_INFINITY };
const read = { tool: 'Read', subject: '/src/a.ts', lines: whole };

it('the second of two equal results is wasted', () => {
  const found = findDuplicates(blocksOf({ hash: 'x', label: 'Bash ls' }, { hash: 'x', label: 'Bash ls' }));

  expect(found).toMatchObject([{ block: 1, tokens: 1000 }]);
  expect(found[0]?.recommendation).toBe('Bash ls gave the same text before, in message 1: nothing had changed.');
});

it('an original beside its shortened form is no repetition', () => {
  expect(findDuplicates(blocksOf({ hash: 'x', replacementHash: 'short' }, { hash: 'x' }))).toEqual([]);
});

it('small results may repeat', () => {
  expect(findDuplicates(blocksOf({ hash: 'x', tokensAfter: 8 }, { hash: 'x', tokensAfter: 8 }))).toEqual([]);
});

it('lines that were read before count by their share', () => {
  const found = findDuplicates(
    blocksOf({ ...read, lines: { from: 1, to: 100 } }, { ...read, lines: { from: 51, to: 150 } }),
  );

  expect(found).toMatchObject([{ block: 1, tokens: 500 }]);
});

it('an edit in between makes reading again worthwhile', () => {
  const edit = { tool: 'Edit', subject: '/src/a.ts', kind: 'toolCall' } as const;

  expect(findDuplicates(blocksOf(read, edit, { ...read, lines: { from: 1, to: 50 } }))).toEqual([]);
});

it('a file that turned out to be different was not read twice', () => {
  expect(findDuplicates(blocksOf(read, { ...read, hash: 'changed' }))).toEqual([]);
});

it.each([
  [
    { tool: 'Read', subject: '/repo/src/a.ts' },
    { tool: 'Bash', subject: "sed -n '10,30p' src/a.ts" },
  ],
  [
    { tool: 'Bash', subject: 'cat src/a.ts' },
    { tool: 'Read', subject: '/repo/src/a.ts', lines: { from: 5, to: 9 } },
  ],
  [
    { tool: 'Bash', subject: 'cat src/a.ts' },
    { tool: 'Bash', subject: 'cat src/a.ts | head -50' },
  ],
  [
    { tool: 'Bash', subject: 'nl -ba src/a.ts' },
    { tool: 'Bash', subject: 'head -n 20 src/a.ts' },
  ],
])('lines that another tool showed before count too: %j, then %j', (first, second) => {
  expect(findDuplicates(blocksOf(first, second))).toMatchObject([
    { block: 1, tokens: 1000, category: 'duplicateContent' },
  ]);
});

it('after a switched branch, reading again is worthwhile', () => {
  const branch = { tool: 'Bash', subject: 'git checkout main', kind: 'toolCall' } as const;

  expect(findDuplicates(blocksOf(read, branch, { ...read, lines: { from: 1, to: 50 } }))).toEqual([]);
});
