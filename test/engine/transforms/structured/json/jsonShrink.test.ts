import { describe, expect, test } from 'vitest';
import { Landmarks } from '../../../../../src/engine/transforms/structured/json/jsonLandmarks.ts';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { JsonShrinker } from '../../../../../src/engine/transforms/structured/json/jsonShrink.ts';

function shrink(value: unknown, budget: number, landmarkAt?: string): { output: string; values: number } {
  const text = JSON.stringify(value);
  const root = parseJson(text)?.root;
  const landmarks = new Landmarks(landmarkAt === undefined ? [] : [text.indexOf(landmarkAt)]);
  const shrinker = new JsonShrinker({ text, generosity: 1, question: undefined, landmarks, maxStringLength: 400 });
  return { output: root === undefined ? '' : shrinker.shrink(root, budget), values: shrinker.tally.values };
}

describe('shortened JSON', () => {
  test('a wide object keeps some members and counts the others', () => {
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`key${i}`, [`value ${i}`]]));

    const { output, values } = shrink(wide, 1500);

    expect(output.length).toBeLessThan(2500);
    expect(output).toContain('"key0":');
    expect(output).toMatch(/"__headroom_truncated": \d+\}$/);
    expect(values).toBe(Number(/"__headroom_truncated": (\d+)/.exec(output)?.[1]));
  });

  test('lists of strings, numbers and mixed values show elements with their numbers', () => {
    for (const list of [
      Array.from({ length: 400 }, (_, i) => `entry number ${i}`),
      Array.from({ length: 400 }, (_, i) => (i * 37) % 101),
      Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i : `text ${i}`)),
    ]) {
      const { output, values } = shrink(list, 600);

      const rows = [...output.matchAll(/^(\d+),(.*)$/gm)];
      for (const [, number, value = ''] of rows) expect(JSON.parse(value)).toBe(list[Number(number)]);
      expect(output).toContain(`[400 rows, ${rows.length} shown: #,value\n`);
      expect(output).toContain(`\n{"__headroom_truncated": ${values}}\n]`);
      expect(rows.length + values).toBe(400);
    }
  });

  test('a record keeps every member, however short; what does not fit is counted', () => {
    const list = Array.from({ length: 90 }, (_, i) => ({ i, note: `text ${i}`.repeat(9) }));

    const { output, values } = shrink({ metadata: { name: 'web', labels: { app: 'web' } }, list, status: 'ok' }, 130);

    expect(output).toMatch(/^\{"metadata":\{"name":"web","labels":\{"app":"web"\}\},"list":\[.*\],"status":"ok"\}$/s);
    expect(values).toBeGreaterThan(100);
  });

  test('a deep object is followed as far as the budget goes', () => {
    let deep: unknown = { name: 'bottom' };
    for (let i = 0; i < 200; i++) deep = { name: `level ${200 - i}`, child: deep };

    const { output, values } = shrink(deep, 1500);

    expect(output.length).toBeLessThan(3000);
    expect(output).toMatch(/"child":\{"name":"level \d+","__headroom_truncated": 1\}\}/);
    expect(values).toBeGreaterThan(50);
  });

  test('a short table stays whole where a sample would save little', () => {
    const rows = Array.from({ length: 9 }, (_, i) => ({ id: i, name: `case number ${i}`, state: 'passed' }));

    const { output, values } = shrink({ rows, note: 'x'.repeat(300) }, 500);

    expect(output).toContain('[9 rows: id,name=case number {},state=passed\n0,0\n');
    expect(values).toBe(0);
  });

  test('a long string keeps its ends and what is around a landmark', () => {
    const { output } = shrink([`start ${'x '.repeat(4000)}NEEDLE ${'y '.repeat(4000)}end`, 1], 400, 'NEEDLE');

    expect(output).toMatch(/^\["start .*characters omitted\].*NEEDLE.*characters omitted\].*end",1\]$/);
  });

  test('a landmark deep inside survives', () => {
    const deep = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`k${i}`, { a: { b: [i, i === 150 ? 'NEEDLE' : 'hay'] } }]),
    );

    expect(shrink(deep, 600, 'NEEDLE').output).toContain('NEEDLE');
  });
});
