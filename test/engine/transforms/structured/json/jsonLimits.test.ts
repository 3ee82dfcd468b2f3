import { describe, expect, test } from 'vitest';
import { limitJson } from '../../../../../src/engine/transforms/structured/json/jsonLimits.ts';
import type { ToolLimits } from '../../../../../src/shared/toolProfiles.ts';

function limited(value: unknown, limits: ToolLimits): unknown {
  const output = limitJson(JSON.stringify(value), limits, 'abcdefghjk')?.output;
  return output === undefined ? undefined : JSON.parse(output.split('\n')[0] ?? '');
}

describe('limits of a tool profile', () => {
  test('arrays keep their first items at every level', () => {
    expect(limited({ a: [1, 2, 3], b: [[4, 5, 6]] }, { maxArrayItems: 2 })).toEqual({
      a: [1, 2, { __headroom_truncated: 1 }],
      b: [[4, 5, { __headroom_truncated: 1 }]],
    });
  });

  test('strings keep their first characters and say how many went', () => {
    expect(limited(['x'.repeat(500)], { maxStringLength: 10 })).toEqual([
      'xxxxxxxxxx[headroom: 490 characters omitted]',
    ]);
  });

  test('deeper levels are counted instead of shown', () => {
    expect(limited({ a: { b: { c: 1, d: 2 } }, e: 5 }, { maxDepth: 2 })).toEqual({
      a: { b: { __headroom_truncated: 2 } },
      e: 5,
    });
  });

  test('nothing beyond the limits, and nothing that is not JSON, is touched', () => {
    expect(limited({ a: [1, 2] }, { maxArrayItems: 2, maxDepth: 2 })).toBeUndefined();
    expect(limitJson('{"a":', { maxArrayItems: 1 }, 'h')).toBeUndefined();
    expect(limitJson('plain', { maxArrayItems: 1 }, 'h')).toBeUndefined();
  });

  test('an array that the end of the text cuts is not counted, closed or shortened', () => {
    expect(limitJson('{"results":[{"id":1},{"id":2},{"id":3},{"i', { maxArrayItems: 1 }, 'h')).toBeUndefined();
  });
});
