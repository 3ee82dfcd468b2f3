import { counterFor } from '../../../src/engine/tokens/counters.ts';
import type { WeighedBlock } from '../../../src/engine/waste/finding.ts';

/** Counts as GPT-4o does. */
export const counter = await counterFor('gpt-4o');

/** Blocks in order; each says only what matters. */
export function blocksOf(...parts: readonly Partial<WeighedBlock>[]): readonly WeighedBlock[] {
  return parts.map((part, position) => ({
    position,
    kind: 'toolResult',
    wireType: 'tool_result',
    message: position,
    label: part.tool ?? 'block',
    hash: `hash${position}`,
    bytes: 4000,
    tokensBefore: part.tokensAfter ?? 1000,
    tokensAfter: 1000,
    ...part,
  }));
}
