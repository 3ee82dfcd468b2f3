import { type TokenizerFamily, tokenizerPriors } from './tokenizerFamilies.ts';

/** Our raw count of one request's text and the input tokens that the provider reported for it, cached ones included. */
export type Sample = readonly [ourCount: number, reportedInput: number];

/** What providers reported, per tokenizer family, oldest first. Plain JSON, so that it can be kept between runs. */
export type Calibration = Readonly<Partial<Record<TokenizerFamily, readonly Sample[]>>>;

/** The family's tokens per token of ours, and the half-width of the band that holds at least 95 % of requests. */
export interface Estimate {
  readonly ratio: number;
  readonly band: number;
  /** Requests that it rests on; 0 when it is only the starting point of tokenizerFamilies.ts. */
  readonly samples: number;
}

/** Newer samples push older ones out: content changes, and models are replaced behind their names. */
const keptSamples = 128;

/** In small requests what the provider adds around the text outweighs the text. */
const smallestCount = 500;

/** A ratio this far from the starting point means that something else was counted, e.g. documents that we cannot read. */
const plausible = { least: 0.4, most: 2.5 };

/** From here on the measured ratio replaces the starting point. */
const enoughSamples = 3;

/**
 * Takes one exchange into account and returns the new state; an exchange that cannot teach anything returns the old one.
 * `ourCount` is the raw count of all text in the family's base vocabulary (`rawCounterFor`), not the estimate; the tokens of
 * images and documents must have been taken off `reportedInput`.
 */
export function observe(calibration: Calibration, family: TokenizerFamily, sample: Sample): Calibration {
  const [ourCount, reportedInput] = sample;
  const { ratio, band } = tokenizerPriors[family];
  const relative = reportedInput / ourCount / ratio;
  const teaches = band > 0 && ourCount >= smallestCount && relative >= plausible.least && relative <= plausible.most;
  if (!teaches) return calibration;
  return { ...calibration, [family]: [...(calibration[family] ?? []), sample].slice(-keptSamples) };
}

/** The measured ratio of a family, or its starting point. */
export function estimateFor(calibration: Calibration, family: TokenizerFamily): Estimate {
  const prior = tokenizerPriors[family];
  const samples = calibration[family] ?? [];
  if (samples.length < enoughSamples) return { ratio: prior.ratio, band: prior.band, samples: 0 };
  const ratios = samples.map(([ourCount, reportedInput]) => reportedInput / ourCount);
  const ratio = median(ratios);
  return { ratio, band: bandAround(ratio, ratios, prior.band), samples: samples.length };
}

/** Reads a kept calibration; anything that does not fit is dropped, since it will be learnt again. */
export function parseCalibration(value: unknown): Calibration {
  if (typeof value !== 'object' || value === null) return {};
  const families = Object.entries(value).flatMap(([family, samples]) =>
    Object.hasOwn(tokenizerPriors, family) && Array.isArray(samples)
      ? [[family, samples.filter(isSample).slice(-keptSamples)] as const]
      : [],
  );
  return Object.fromEntries(families);
}

function isSample(value: unknown): value is Sample {
  return Array.isArray(value) && value.length === 2 && value.every(count => Number.isFinite(count) && count > 0);
}

/**
 * A conformal band: the deviation that all but 2.5 % of the samples keep within, counted so that the next request is included.
 * Few samples cannot tell the tail, so their largest deviation is widened; and since the requests of one conversation deviate
 * alike, the band always holds the newest ones.
 */
function bandAround(ratio: number, ratios: readonly number[], priorBand: number): number {
  const deviations = ratios.map(one => Math.abs(one / ratio - 1));
  const sorted = [...deviations].sort((a, b) => a - b);
  const largest = sorted.at(-1) ?? 0;
  const rank = Math.ceil((sorted.length + 1) * 0.975);
  const tail = rank <= sorted.length ? (sorted[rank - 1] ?? largest) : largest * 1.5;
  const recent = Math.max(...deviations.slice(-3)) * 1.1;
  const unsure = sorted.length < 20 ? (priorBand * (20 - sorted.length)) / 40 : 0;
  return Math.min(1, Math.max(tail, recent, unsure, 0.005));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
