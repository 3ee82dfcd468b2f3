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
});
