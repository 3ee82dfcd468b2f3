import { describe, expect, it } from 'vitest';
import { bucketsOf, NgramTable } from '../../../src/models/router/ngrams.ts';

/** Printed by `buckets_of` of training/ngrams.py: how many there are, and the first five. */
const twins: readonly [string, number, readonly number[]][] = [
  ['What is this?', 51, [497, 1232, 3861, 4979, 5021]],
  ['¿Qué HAY en la esquina?', 90, [450, 648, 939, 1064, 1401]],
  ['数一下斑点', 21, [2352, 5770, 6792, 8107, 8968]],
  ['  ', 0, []],
  ['ﬁx the   e-mail №5', 81, [632, 733, 2644, 2713, 3781]],
  ['👍 ok', 9, [3501, 4417, 13_872, 14_255, 20_563]],
];

describe('groups of letters', () => {
  it.each(twins)('fall into the buckets that the training put them in: %s', (text, count, first) => {
    const buckets = [...bucketsOf(text, 32_768)].sort((a, b) => a - b);

    expect(buckets).toHaveLength(count);
    expect(buckets.slice(0, 5)).toEqual(first);
  });

  it('add up their rows of the table', () => {
    const [bucket = 0] = bucketsOf('x', 8);
    const values = new Int8Array(16);
    values[bucket * 2 + 1] = 10;

    const [first, second] = new NgramTable(values, 2, 0.5).score('x');

    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0);
  });

  it('say nothing of a text without letters', () => {
    expect(new NgramTable(new Int8Array(16).fill(1), 2, 1).score('?!')).toEqual([0, 0]);
  });
});
