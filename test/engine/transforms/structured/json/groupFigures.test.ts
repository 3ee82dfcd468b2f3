import { expect, test } from 'vitest';
import { describeGroups } from '../../../../../src/engine/transforms/structured/json/groupFigures.ts';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';

function describe(value: unknown): string[] {
  const text = JSON.stringify(value);
  const root = parseJson(text)?.root;
  return root === undefined ? [] : describeGroups(text, [root]);
}

test('lists that occur once per record are counted together', () => {
  const files = Array.from({ length: 10 }, (_, f) => ({
    messages: Array.from({ length: 8 }, (_, m) => ({ rule: m === 0 ? 'semi' : 'quotes', at: f * m })),
  }));

  expect(describe(files)).toEqual(['[].messages: over all 80: rule quotes ×70, semi ×10; at 0..63']);
});

test('a mixed list says what it holds', () => {
  expect(describe(Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? i : i % 4 === 1 ? null : `t${i}`)))).toEqual([
    'the list holds 10 numbers, 10 nulls or booleans, 20 strings',
  ]);
});

test('a single list of one kind needs no words', () => {
  expect(describe({ rows: Array.from({ length: 40 }, (_, i) => ({ i })) })).toEqual([]);
  expect(describe([1, 'a'])).toEqual([]);
});
