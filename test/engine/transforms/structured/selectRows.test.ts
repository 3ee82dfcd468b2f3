import { describe, expect, test } from 'vitest';
import { readQuestion } from '../../../../src/engine/transforms/relevance.ts';
import { profileColumn, type TextColumn } from '../../../../src/engine/transforms/structured/rowTable.ts';
import { type Appetite, type Selection, selectRows } from '../../../../src/engine/transforms/structured/selectRows.ts';

const rows = Array.from({ length: 1000 }, (_, i) => i);

function selection(columns: readonly TextColumn[], appetite: Partial<Appetite> = {}): Selection {
  const table = { count: 1000, columns, sizes: rows.map(() => 40), odd: new Map([[613, 'odd one']]) };
  return selectRows(table, columns.map(profileColumn), { generosity: 1, budget: 4000, ...appetite });
}

function select(columns: readonly TextColumn[], appetite: Partial<Appetite> = {}): readonly number[] {
  return selection(columns, appetite).rows;
}

const state: TextColumn = { name: 'state', values: rows.map(i => (i === 321 ? 'lost' : 'ok')) };
const ms: TextColumn = { name: 'ms', values: rows.map(i => String(i === 777 ? 99_999 : (i * 7919) % 500)) };
const note: TextColumn = {
  name: 'note',
  values: rows.map(i => (i === 444 ? 'write failed: disk full' : i === 555 ? 'ticket ABC-1234' : `all is well ${i}`)),
};

describe('row selection', () => {
  test('ends, failures, rare values, extremes and odd rows stay', () => {
    const kept = select([state, ms, note]);

    expect(kept).toEqual(expect.arrayContaining([0, 1, 2, 998, 999, 444, 321, 777, 613]));
    expect(kept.length).toBeLessThan(200);
    expect([...kept].sort((a, b) => a - b)).toEqual(kept);
  });

  test('rows that the question names stay', () => {
    expect(select([note], { question: readQuestion('what about ABC-1234?') })).toContain(555);
  });

  test('a thriftier profile keeps fewer rows, and still the failure', () => {
    const thrifty = select([state, ms, note], { generosity: 0.3, budget: 1200 });

    expect(thrifty.length).toBeLessThan(select([state, ms, note]).length);
    expect(thrifty).toContain(444);
  });

  test('rows that say nothing new need fewer samples than rows that do', () => {
    const same = select([{ name: 'text', values: rows.map(i => `all is well ${i}`) }], { budget: 100_000 });
    const fresh = select(
      [
        {
          name: 'text',
          values: rows.map(i => `${i.toString(26).replace(/\d/g, digit => 'qrstuvwxyz'[Number(digit)] ?? '')} arrived`),
        },
      ],
      { budget: 100_000 },
    );

    expect(fresh.length).toBeGreaterThan(2 * same.length);
  });

  test('first and last row of each kind of failure stay', () => {
    const failures: TextColumn = { name: 'note', values: rows.map(i => (i % 100 === 50 ? `job ${i} failed` : 'fine')) };

    const kept = select([failures], { generosity: 0.3, budget: 0 });

    expect(kept).toEqual(expect.arrayContaining([50, 950]));
  });

  test('every failure that differs from the others in words stays, whatever its words are', () => {
    const said = ['ENOENT: no such file', 'segmentation fault (core dumped)', 'cannot connect: invalid certificate'];
    const log: TextColumn = { name: 'msg', values: rows.map(i => said[i - 600] ?? `request ${i} served`) };

    const { rows: kept, alarmsLeftOut } = selection([log], { generosity: 0.3, budget: 0 });

    expect(kept).toEqual(expect.arrayContaining([600, 601, 602]));
    expect(alarmsLeftOut).toBe(0);
  });

  test('a word of alarm among numbers is noticed', () => {
    const took: TextColumn = { name: 'ms', values: rows.map(i => (i === 502 ? 'timeout' : String((i * 7919) % 500))) };

    expect(select([took], { generosity: 0.3, budget: 0 })).toContain(502);
  });

  test('rows with an alarm that are left out are counted', () => {
    const failures: TextColumn = { name: 'note', values: rows.map(i => (i % 100 === 50 ? `job ${i} failed` : 'fine')) };

    const { rows: kept, alarmsLeftOut } = selection([failures]);

    expect(alarmsLeftOut).toBe(10 - kept.filter(row => row % 100 === 50).length);
    expect(alarmsLeftOut).toBeGreaterThan(0);
  });
});
