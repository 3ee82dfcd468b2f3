import { hash } from 'node:crypto';
import type { RequestIndex } from '../conversation/request.ts';

/** Which of two groups a conversation was drawn into, so that what compression saves is measured and not only reckoned. */
export interface HoldOut {
  /** Stands for the conversation, its forks included, over restarts and under every project. */
  readonly unit: string;
  readonly group: 'treated' | 'untouched';
}

/**
 * Draws by what the conversation begins with, so that every request of it, here or after a restart, is in the same group. What
 * comes before the first message does not count: tools and system texts change under way. `undefined` while nothing is held out.
 */
export function drawHoldOut({ blocks, messages }: RequestIndex, share: number | undefined): HoldOut | undefined {
  if (share === undefined) return undefined;
  const first = messages.findIndex((_, i) => blocks.some(({ kind, message }) => message === i && kind !== 'system'));
  const opening = blocks.filter(({ message }) => message >= 0 && message === first).map(block => block.hash);
  const unit = hash('sha256', `hold-out ${opening.join(' ')}`, 'hex').slice(0, 16);
  // 48 bits are exact in a number and finer than any share.
  const draw = Number.parseInt(unit.slice(0, 12), 16) / 2 ** 48;
  return { unit, group: draw < share ? 'untouched' : 'treated' };
}
