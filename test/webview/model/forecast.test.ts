import { describe, expect, test } from 'vitest';
import { requestsUntilFull } from '../../../webview/model/forecast.ts';
import { workingDay } from '../fixtures.ts';

const [template] = workingDay().exchanges;
if (template === undefined) throw new Error('The day is empty.');

/** One line of a conversation with these context sizes, oldest first. */
function line(...sizes: readonly number[]) {
  const { usage: _, ...rest } = template as NonNullable<typeof template>;
  return sizes.map(tokensAfter => ({ ...rest, tokensAfter, window: 200_000 })).reverse();
}

/** The provider's own count of a context. */
function measured(size: number) {
  return {
    ...(template as NonNullable<typeof template>),
    ...{ tokensAfter: size * 0.85, window: 200_000 },
    usage: { input: 0, output: 0, cacheRead: size, cacheWrite5m: 0, cacheWrite1h: 0 },
  };
}

describe('the forecast of a full window', () => {
  test('counts the requests that the growth of the latest ones leaves', () => {
    expect(requestsUntilFull(line(140_000, 150_000, 160_000, 170_000))).toBe(3);
  });

  test('says nothing about a conversation that has just begun, or that will not get there', () => {
    expect(requestsUntilFull(line(20_000, 60_000))).toBeUndefined();
    expect(requestsUntilFull(line(20_000, 20_100, 20_200, 20_300))).toBeUndefined();
    expect(requestsUntilFull([])).toBeUndefined();
  });

  test('forgets what was before a compaction', () => {
    expect(requestsUntilFull(line(100_000, 180_000, 40_000, 50_000))).toBeUndefined();
    expect(requestsUntilFull(line(180_000, 100_000, 120_000, 140_000, 160_000))).toBe(2);
  });

  test('does not compare our count with that of the provider', () => {
    const [unmeasured] = line(110_000);
    if (unmeasured === undefined) throw new Error('The line is empty.');
    const [newest, second, ...older] = [134_000, 132_000, 130_000, 128_000, 126_000].map(measured);
    if (newest === undefined || second === undefined) throw new Error('The line is empty.');

    expect(requestsUntilFull([newest, second, unmeasured, ...older])).toBe(33);
    expect(requestsUntilFull([unmeasured, newest, second, ...older])).toBe(33);
  });

  test('passes over what the provider refused', () => {
    const refused = { ...line(158_000)[0], status: 529 } as ReturnType<typeof line>[number];

    expect(requestsUntilFull([refused, ...line(140_000, 150_000, 160_000, 170_000)])).toBe(3);
  });

  test('does not take another tokenizer for growth', () => {
    const before = line(100_000, 102_000, 104_000).map(exchange => ({ ...exchange, model: 'another-model' }));

    expect(requestsUntilFull([...line(140_000, 150_000, 160_000, 170_000), ...before])).toBe(3);
    expect(requestsUntilFull([...line(150_000), ...before])).toBeUndefined();
  });
});
