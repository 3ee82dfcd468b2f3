import { expect, it } from 'vitest';
import { transformsApplied } from '../../src/engine/transformsApplied.ts';

it('names each transform with the share of tokens that it kept', () => {
  const receipt = { block: 0, kind: 'toolResult', reason: '', tokensBefore: 200, tokensAfter: 70 } as const;

  const applied = transformsApplied([
    { ...receipt, transform: 'json_records' },
    { ...receipt, transform: 'none', tokensAfter: 200 },
  ]);

  expect(applied).toEqual(['router:json_records:0.35']);
});
