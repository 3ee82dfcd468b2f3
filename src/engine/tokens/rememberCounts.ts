import type { TokenCounter } from './tokenCounter.ts';

/** A counter for one judgement: several compressors weigh the same text, and counting it is most of their work. */
export function rememberCounts(counter: TokenCounter): TokenCounter {
  const counts = new Map<string, number>();
  return {
    encoding: counter.encoding,
    errorBand: counter.errorBand,
    count: text => {
      const known = counts.get(text);
      if (known !== undefined) return known;
      const count = counter.count(text);
      counts.set(text, count);
      return count;
    },
  };
}
