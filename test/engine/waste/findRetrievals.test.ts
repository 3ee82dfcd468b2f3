import { expect, it } from 'vitest';
import { findRetrievals } from '../../../src/engine/waste/findRetrievals.ts';
import { blocksOf } from './wasteLab.ts';

it('finds what was fetched back, not other results', () => {
  const found = findRetrievals(
    blocksOf({ tool: 'mcp__headroom__headroom_retrieve', tokensAfter: 700 }, { tool: 'Bash' }),
  );

  expect(found).toMatchObject([{ category: 'retrieval', block: 0, tokens: 700 }]);
});
