import { type Calibration, estimateFor, observe } from '../../../src/engine/tokens/calibration.ts';

/** One text as we count it and as a simulated provider does. */
export interface Counted {
  readonly ours: number;
  readonly theirs: number;
}

/** How often the band held, and how wide it was at most once twenty exchanges had been seen. */
export interface Rehearsal {
  readonly held: number;
  readonly exchanges: number;
  readonly widest: number;
}

/**
 * Forty conversations of up to thirty exchanges, each with its own mix of content; the provider adds some tokens per message
 * and per request. Every exchange is foretold from the earlier ones before it is learnt from. Shared with the bench.
 */
export function rehearseCalibration(texts: readonly Counted[], seed: number): Rehearsal {
  const next = random(seed);
  const overall = texts.reduce((sum, { theirs }) => sum + theirs, 0) / texts.reduce((sum, { ours }) => sum + ours, 0);
  let calibration: Calibration = {};
  let held = 0;
  let exchanges = 0;
  let widest = 0;
  for (let conversation = 0; conversation < 40; conversation += 1) {
    const favourite = Math.floor(next() * texts.length);
    let ours = 3000;
    let theirs = 350 + 3000 * overall;
    for (let turn = 0; turn < 1 + next() * 30; turn += 1) {
      const text = texts[next() < 0.4 ? favourite : Math.floor(next() * texts.length)];
      const share = next() * 4;
      ours += Math.round((text?.ours ?? 0) * share);
      theirs += Math.round((text?.theirs ?? 0) * share) + 4;
      const { ratio, band, samples } = estimateFor(calibration, 'unknown');
      if (samples > 0) {
        held += Math.abs(theirs - ours * ratio) <= ours * ratio * band ? 1 : 0;
        exchanges += 1;
        if (samples > 20) widest = Math.max(widest, band);
      }
      calibration = observe(calibration, 'unknown', [ours, Math.round(theirs)]);
    }
  }
  return { held, exchanges, widest };
}

/** A small generator with a fixed seed, so that the rehearsal is the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
