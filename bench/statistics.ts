/** How often something came out right, of how many times. */
export interface Tally {
  readonly hits: number;
  readonly of: number;
}

/** A share with the 95 % interval of Wilson: where the truth lies, given how few were asked. */
export interface Share extends Tally {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export function share({ hits, of }: Tally): Share {
  const z = 1.96;
  const p = of === 0 ? 0 : hits / of;
  const centre = p + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  const [low, high] = [Math.max(0, centre - spread) / scale, Math.min(scale, centre + spread) / scale];
  return { hits, of, share: p, low, high };
}

export function tallyOf<One>(all: readonly One[], isHit: (one: One) => boolean): Tally {
  return { hits: all.filter(isHit).length, of: all.length };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, { hits, of }) => ({ hits: sum.hits + hits, of: sum.of + of }), { hits: 0, of: 0 });
}

/** An answer, how sure it was said to be, and whether it was right. */
export interface Claim {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Claims of like confidence: how sure they were on average, and how many were right. */
export interface ConfidenceBin extends Tally {
  readonly from: number;
  readonly confidence: number;
}

/** In tenths, the lowest first; empty ones are left out. */
export function reliability(claims: readonly Claim[]): readonly ConfidenceBin[] {
  const byTenth = Map.groupBy(claims, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)));
  return [...byTenth]
    .toSorted(([a], [b]) => a - b)
    .map(([tenth, bin]) => ({
      from: tenth / 10,
      confidence: bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length,
      ...tallyOf(bin, ({ isRight }) => isRight),
    }));
}

/** The expected calibration error: how far confidences are from shares of right answers, over all bins. */
export function calibrationError(claims: readonly Claim[]): number {
  const gaps = reliability(claims).map(({ confidence, hits, of }) => Math.abs(confidence * of - hits));
  return gaps.reduce((sum, gap) => sum + gap, 0) / claims.length;
}

/** The value below which a part of the samples lies: 0.5 for the median. */
export function quantile(samples: readonly number[], part: number): number {
  const inOrder = samples.toSorted((a, b) => a - b);
  return inOrder[Math.floor(part * (inOrder.length - 1))] ?? Number.NaN;
}
