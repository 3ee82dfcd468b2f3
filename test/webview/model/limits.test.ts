import { describe, expect, test } from 'vitest';
import { limitsLeft } from '../../../webview/model/limits.ts';

describe('the limits of the provider', () => {
  test('come tightest first, under names that people know', () => {
    const left = limitsLeft(
      [
        { name: 'requests', limit: 4000, remaining: 3000 },
        { name: 'unified-5h', limit: 100, remaining: 20, resetsAt: 2000 },
      ],
      1000,
    );

    expect(left.map(({ name, share }) => [name, share])).toEqual([
      ['5h', 0.2],
      ['requests', 0.75],
    ]);
  });

  test('are left out once their reset has passed, or when the provider told only half of one', () => {
    expect(
      limitsLeft(
        [
          { name: 'tokens', limit: 10, remaining: 0, resetsAt: 1000 },
          { name: 'requests', remaining: 5 },
        ],
        1000,
      ),
    ).toEqual([]);
  });
});
