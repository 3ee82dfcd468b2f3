import { expect, it } from 'vitest';
import { findContextWaste } from '../../../src/engine/waste/contextWaste.ts';
import { blocksOf } from './wasteLab.ts';

const read = { tool: 'Read', subject: '/a.ts', hash: 'same', tokensAfter: 9000 };

it('says one thing about a block: a stale read is not called a repetition or too large', () => {
  const edit = { tool: 'Edit', subject: '/a.ts', kind: 'toolCall', tokensAfter: 40 } as const;

  const found = findContextWaste(blocksOf(read, read, edit));

  expect(found.map(({ category, block }) => [category, block])).toEqual([
    ['staleReads', 0],
    ['staleReads', 1],
  ]);
});

it('reading an unchanged file again is a repetition', () => {
  const found = findContextWaste(blocksOf(read, read));

  expect(found.map(({ category, block }) => [category, block])).toEqual([
    ['duplicateContent', 1],
    ['oversizedResults', 0],
  ]);
});

it('a tool that costs nothing before it is named is no waste', () => {
  const deferred = { kind: 'toolDefinition', tool: 'mcp__web__open', tokensAfter: 0 } as const;

  expect(findContextWaste(blocksOf(deferred))).toEqual([]);
});
