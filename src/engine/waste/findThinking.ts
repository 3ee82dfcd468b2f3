import { say } from '../../shared/sentences/say.ts';
import type { ContextDetector } from './finding.ts';

/** Below this share of a request, thinking is what one pays a model for. Our own threshold, 2026-11. */
const largeShare = 0.25;

/** Thinking that is sent back with every request and has come to dominate it; only what exceeds the share counts. */
export const findThinking: ContextDetector = blocks => {
  const thinking = blocks.filter(({ kind }) => kind === 'thinking');
  const total = blocks.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0);
  const spent = thinking.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0);
  const excess = Math.floor(spent - total * largeShare);
  const first = thinking[0];
  if (first === undefined || excess <= 0) return [];
  return [
    {
      category: 'thinking',
      tokens: excess,
      block: first.position,
      place: say('label.thinking'),
      recommendation: say('advice.thinking', { share: Math.round((spent / total) * 100) }),
      spread: thinking.map(({ position, tokensAfter }) => ({
        position,
        tokens: Math.floor((tokensAfter * excess) / spent),
      })),
    },
  ];
};
