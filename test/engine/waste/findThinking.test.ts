import { expect, it } from 'vitest';
import { findThinking } from '../../../src/engine/waste/findThinking.ts';
import { blocksOf } from './wasteLab.ts';

it('what exceeds a quarter of the request is spread over its blocks', () => {
  const thinking = { kind: 'thinking', tokensAfter: 400 } as const;

  const found = findThinking(blocksOf(thinking, thinking, { tokensAfter: 800 }));

  expect(found).toMatchObject([{ category: 'thinking', tokens: 400, block: 0 }]);
  expect(found[0]?.recommendation).toMatch(/^50 % of the request/);
  expect(found[0]?.spread).toEqual([
    { position: 0, tokens: 200 },
    { position: 1, tokens: 200 },
  ]);
});

it('some thinking is what one pays for', () => {
  expect(findThinking(blocksOf({ kind: 'thinking', tokensAfter: 100 }, { tokensAfter: 900 }))).toEqual([]);
});
