import { describe, expect, test } from 'vitest';
import { profileColumn } from '../../../../src/engine/transforms/structured/rowTable.ts';

function kindOf(name: string, values: readonly (string | undefined)[]): string {
  return profileColumn({ name, values }).kind;
}

const range = Array.from({ length: 40 }, (_, i) => i);

describe('column profiles', () => {
  test('few different values make a category', () => {
    expect(
      kindOf(
        'state',
        range.map(i => (i % 7 === 0 ? 'failed' : 'ok')),
      ),
    ).toBe('category');
  });

  test('numbers that vary freely have extremes, those that only rise or name things have none', () => {
    expect(
      kindOf(
        'ms',
        range.map(i => String((i * 7919) % 101)),
      ),
    ).toBe('numbers');
    expect(kindOf('line', range.map(String))).toBe('sequence');
    expect(
      kindOf(
        'user_id',
        range.map(i => String((i * 7919) % 101)),
      ),
    ).toBe('sequence');
  });

  test('dates compare like numbers', () => {
    expect(
      kindOf(
        'at',
        range.map(i => `2026-01-${String(((i * 7) % 28) + 1).padStart(2, '0')}T00:00:${String(i).padStart(2, '0')}Z`),
      ),
    ).toBe('numbers');
  });

  test('everything else is text', () => {
    expect(
      kindOf(
        'name',
        range.map(i => `name ${i}`),
      ),
    ).toBe('text');
  });
});
