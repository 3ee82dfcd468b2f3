import { describe, expect, test } from 'vitest';
import { transforms } from '../../../src/engine/transforms/registry.ts';
import { judgeContext } from './judgeContext.ts';

describe('every transform', () => {
  test('has a name of its own and says what it does', () => {
    expect(new Set(transforms.map(({ id }) => id)).size).toBe(transforms.length);
    for (const { summary } of transforms) expect(summary).toMatch(/^[A-Z].{20,}\.$/);
  });

  test.each([
    '',
    '\n',
    '{',
    '[',
    '<',
    'a',
    '"'.repeat(500),
    '[['.repeat(2000),
    '{"a":'.repeat(2000),
    ' '.repeat(20_000),
    '\ud800',
    '[headroom',
  ])('takes odd text without throwing: %#', text => {
    for (const transform of transforms) transform.apply({ text, kind: 'toolResult' }, judgeContext());
  });
});
