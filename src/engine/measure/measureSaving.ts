import type { MeasuredSaving } from '../../shared/records.ts';
import { studentQuantile } from './studentQuantile.ts';

/** One conversation: what was paid for it, and how much it was before anything was compressed. */
export interface MeasuredUnit {
  /** US dollars, as priced from the provider's own report. */
  readonly usd: number;
  /** Tokens that the client sent, over all requests. */
  readonly tokensBefore: number;
}

/** Fewer conversations per group say nothing about how much they differ. */
const leastUnits = 5;

/**
 * What compression saves, from a group that was compressed and one that was left untouched: 1 less the ratio of dollars per token
 * that clients sent. Conversations differ in size by orders of magnitude, so each group's price is a ratio of sums; its error is
 * taken over whole conversations, whose requests are not independent. The interval is Welch's on the logarithm, where the
 * ratio of two such prices is nearly normal.
 */
export function measureSaving(
  treated: readonly MeasuredUnit[],
  untouched: readonly MeasuredUnit[],
): MeasuredSaving | undefined {
  if (treated.length < leastUnits || untouched.length < leastUnits) return undefined;
  const [ours, theirs] = [estimatePrice(treated), estimatePrice(untouched)];
  if (ours === undefined || theirs === undefined) return undefined;
  const variance = ours.variance + theirs.variance;
  const spread = variance === 0 ? 0 : studentQuantile(0.975, degreesOfFreedom(ours, theirs)) * Math.sqrt(variance);
  const logRatio = Math.log(ours.price / theirs.price);
  return {
    share: 1 - Math.exp(logRatio),
    low: 1 - Math.exp(logRatio + spread),
    high: 1 - Math.exp(logRatio - spread),
    treated: treated.length,
    untouched: untouched.length,
  };
}

interface Price {
  /** US dollars per token. */
  readonly price: number;
  /** Of the price's logarithm. */
  readonly variance: number;
  readonly units: number;
}

/**
 * The variance is the jackknife's: how the logarithm moves when one conversation is left out at a time. In small, skewed
 * samples it errs less towards certainty than the linear formula.
 */
function estimatePrice(units: readonly MeasuredUnit[]): Price | undefined {
  const usd = units.reduce((sum, unit) => sum + unit.usd, 0);
  const tokens = units.reduce((sum, unit) => sum + unit.tokensBefore, 0);
  if (usd <= 0 || tokens <= 0) return undefined;
  const without = units.map(unit => Math.log((usd - unit.usd) / (tokens - unit.tokensBefore)));
  const mean = without.reduce((sum, log) => sum + log, 0) / units.length;
  const squares = without.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  const variance = ((units.length - 1) / units.length) * squares;
  return Number.isFinite(variance) ? { price: usd / tokens, variance, units: units.length } : undefined;
}

/** Welch and Satterthwaite. */
function degreesOfFreedom(a: Price, b: Price): number {
  const part = ({ variance, units }: Price): number => variance ** 2 / (units - 1);
  return (a.variance + b.variance) ** 2 / (part(a) + part(b));
}
