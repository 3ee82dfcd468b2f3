import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Calibration,
  estimateFor,
  observe,
  parseCalibration,
  type Sample,
} from '../../../src/engine/tokens/calibration.ts';
import { loadEncoding } from '../../../src/engine/tokens/encodings.ts';
import { tokenizerPriors } from '../../../src/engine/tokens/tokenizerFamilies.ts';
import { rehearseCalibration } from './rehearseCalibration.ts';

describe('observe', () => {
  it('finds the ratio whatever the starting point was', () => {
    const calibration = observeAll([
      [1000, 1900],
      [2000, 3800],
      [3000, 5700],
      [8000, 15_200],
    ]);

    expect(estimateFor(calibration, 'claude-5').ratio).toBeCloseTo(1.9);
    expect(estimateFor(calibration, 'claude-5').samples).toBe(4);
  });

  it('keeps the starting point until three requests were seen', () => {
    const { ratio, band } = tokenizerPriors['claude-5'];

    expect(
      estimateFor(
        observeAll([
          [1000, 1900],
          [2000, 3800],
        ]),
        'claude-5',
      ),
    ).toEqual({ ratio, band, samples: 0 });
  });

  it('learns nothing from small, broken or implausible reports, or about public vocabularies', () => {
    const before: Calibration = {};

    expect(observe(before, 'claude-5', [100, 500])).toBe(before);
    expect(observe(before, 'claude-5', [1000, Number.NaN])).toBe(before);
    expect(observe(before, 'claude-5', [1000, 0])).toBe(before);
    expect(observe(before, 'claude-5', [1000, 90_000])).toBe(before);
    expect(observe(before, 'o200k', [1000, 1010])).toBe(before);
  });

  it('is not moved by an outlier', () => {
    const honest = Array.from({ length: 40 }, (_, n): Sample => [1000 + n, (1000 + n) * 1.6]);

    const estimate = estimateFor(observeAll([...honest, [1000, 3100], ...honest]), 'claude-5');

    expect(estimate.ratio).toBeCloseTo(1.6);
    expect(estimate.band).toBeLessThan(0.05);
  });

  it('forgets what is old', () => {
    const old = Array.from({ length: 200 }, (): Sample => [1000, 1300]);
    const fresh = Array.from({ length: 128 }, (): Sample => [1000, 2000]);

    expect(estimateFor(observeAll([...old, ...fresh]), 'claude-5').ratio).toBe(2);
  });

  it('keeps families apart', () => {
    const calibration = observeAll([
      [1000, 1900],
      [2000, 3800],
      [3000, 5700],
    ]);

    expect(estimateFor(calibration, 'gemini').samples).toBe(0);
  });
});

describe('parseCalibration', () => {
  it('reads back what was written', () => {
    const calibration = observeAll([
      [1000, 1900],
      [2000, 3800],
      [3000, 5700],
    ]);

    expect(parseCalibration(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
  });

  it.each([null, 7, 'x', [], { nonsense: [[1, 2]] }, { 'claude-5': 'no' }])('makes nothing of %j', value => {
    expect(parseCalibration(value)).toEqual({});
  });

  it('drops the samples that do not fit', () => {
    const value = { 'claude-5': [[1000, 1600], [0, 5], [1, 2, 3], 'x', [1000, null], [Number.POSITIVE_INFINITY, 3]] };

    expect(parseCalibration(value)).toEqual({ 'claude-5': [[1000, 1600]] });
  });
});

describe('the band', () => {
  let texts: readonly CountedByAll[];

  beforeAll(async () => {
    texts = await countTexts();
  });

  it.each(['another vocabulary', 'characters', 'words'] as const)(
    'holds the truth in 95 of 100 held-out exchanges of a tokenizer by %s',
    tokenizer => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const { held, exchanges, widest } = rehearseCalibration(
          texts.map(text => ({ ours: text.ours, theirs: text[tokenizer] })),
          seed,
        );

        expect(held / exchanges).toBeGreaterThanOrEqual(0.95);
        expect(widest).toBeLessThan(0.6);
      }
    },
  );
});

function observeAll(samples: readonly Sample[]): Calibration {
  return samples.reduce<Calibration>((calibration, sample) => observe(calibration, 'claude-5', sample), {});
}

type Simulated = 'another vocabulary' | 'characters' | 'words';
type CountedByAll = Readonly<Record<Simulated | 'ours', number>>;

async function countTexts(): Promise<readonly CountedByAll[]> {
  const [ours, other] = await Promise.all([loadEncoding('o200k_base'), loadEncoding('cl100k_base')]);
  return contents().map(text => ({
    ours: ours.count(text),
    'another vocabulary': other.count(text),
    characters: Math.ceil(text.length / 3.4),
    words: (text.match(/\p{L}{1,6}|\p{N}|[^\p{L}\p{N}\s]+|\n/gu) ?? []).length,
  }));
}

/** The kinds of text that agents send, in the order of how usual they are. */
function contents(): readonly string[] {
  return [
    'The build failed because the second test expects the older message. I will change it and run the suite again.\n',
    'export function add(left: number, right: number): number {\n  return left + right; // no overflow checks\n}\n',
    '2026-11-21T04:00:01.123Z INFO  [worker-17] GET /api/v1/items/8f3a?page=2 200 in 13 ms\n',
    '{"id":48213,"name":"alpha-7","active":true,"tags":["x","y"],"created_at":"2026-01-02T03:04:05Z"}\n',
    'src/engine/tokens/counters.ts:41:  const exact = await loadEncoding(encoding);\n',
    '-    "typescript": "5.9.2",\n+    "typescript": "6.0.3",\n',
    'Die Prüfung schlägt fehl, weil der zweite Test noch die ältere Meldung erwartet.\n',
  ].map(line => line.repeat(12));
}
