import { expect, it } from 'vitest';
import { findOversized } from '../../../src/engine/waste/findOversized.ts';
import { blocksOf } from './wasteLab.ts';

it('only what exceeds a useful size counts', () => {
  const found = findOversized(blocksOf({ label: 'Bash tail app.log', tokensAfter: 20_000 }, { tokensAfter: 7_999 }));

  expect(found).toMatchObject([{ category: 'oversizedResults', block: 0, tokens: 12_000, place: 'Bash tail app.log' }]);
});

it('an instruction file is known by its label', () => {
  const file = { kind: 'userText', label: 'CLAUDE.md', tokensAfter: 5_000 } as const;

  expect(findOversized(blocksOf(file))).toMatchObject([
    { category: 'instructionFiles', tokens: 3_000, place: 'CLAUDE.md' },
  ]);
  expect(findOversized(blocksOf({ ...file, tokensAfter: 500 }))).toEqual([]);
});
