import type { TokenCounter } from '../../src/engine/tokens/tokenCounter.ts';
import type { Profile } from '../../src/shared/modes.ts';
import type { Item } from './corpus.ts';
import type { ItemReport } from './measureProfile.ts';
import type { Passage } from './throughProxy.ts';

export interface PassageContext {
  readonly items: readonly Item[];
  readonly profile: Profile;
  readonly counter: TokenCounter;
  /** What became of the items without a deadline. */
  readonly judged: readonly ItemReport[];
}

/** How many items the deadline cost, and what is saved all the same. */
export function formatPassages(
  passages: readonly Passage[],
  { items, profile, counter, judged }: PassageContext,
): string {
  const textOf = new Map(items.map(item => [item.name, item.text]));
  const compressible = new Set(judged.filter(item => item.transform !== 'none').map(item => item.name));
  const missed = passages.filter(({ name, sent }) => compressible.has(name) && sent === textOf.get(name));
  const before = items.reduce((sum, item) => sum + counter.count(item.text), 0);
  const after = passages.reduce((sum, { sent }) => sum + counter.count(sent), 0);
  const times = passages.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(0);
  const verbatim = missed.length === 0 ? '' : ` (sent as they were: ${missed.map(({ name }) => name).join(', ')})`;
  return (
    `${profile} through a running engine, deadline 150 ms: ${((1 - after / before) * 100).toFixed(1)} % saved; ` +
    `${compressible.size - missed.length} of ${compressible.size} items judged in time${verbatim}; ` +
    `a request took ${at(0.5)} ms in the median, ${at(1)} ms at most.`
  );
}
