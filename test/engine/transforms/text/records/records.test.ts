import { expect, test } from 'vitest';
import { flatten, joinRecords, splitUnit } from '../../../../../src/engine/transforms/text/records/records.ts';

const line = (template: number, ...values: string[]) => ({ filled: { template, values }, stamp: undefined, indent: 0 });
const runs = (...names: string[]) => names.flatMap(name => [line(0, name, '1.0'), line(1, name, '1.0')]);

test('lines that repeat the values above become one record', () => {
  const { units } = joinRecords(runs('left', 'right', 'upper', 'lower'), 2, true);

  expect(units.map(({ values, lines }) => [values, lines])).toEqual([
    [['left', '1.0'], 2],
    [['right', '1.0'], 2],
    [['upper', '1.0'], 2],
    [['lower', '1.0'], 2],
  ]);
});

test('a record splits into the lines that it was made of', () => {
  const grammar = joinRecords(runs('left', 'right', 'upper'), 2, true);
  const [unit] = grammar.units;
  if (unit === undefined) throw new Error('There is a unit.');

  expect(splitUnit(unit, grammar, () => false)?.map(({ symbol, values, line: at }) => [symbol, values, at])).toEqual([
    [0, ['left', '1.0'], 0],
    [1, ['left', '1.0'], 1],
  ]);
  expect(flatten(unit.symbol, grammar).map(({ template }) => template)).toEqual([0, 1]);
});

test('unrelated neighbours stay apart, and a less indented line starts a record of its own', () => {
  const mixed = ['a', 'b', 'c', 'd'].flatMap((name, i) => [
    line(0, `${name}${name}${name}`),
    line(i % 2 === 0 ? 1 : 2, `${i}${i}${i}`),
  ]);
  const dedent = ['aaa', 'bbb', 'ccc'].flatMap(name => [{ ...line(0, name), indent: 2 }, line(1, name)]);

  expect(joinRecords(mixed, 3, true).units).toHaveLength(8);
  expect(joinRecords(dedent, 2, true).units).toHaveLength(6);
});

test('without joining every line is its own record', () => {
  expect(joinRecords(runs('left', 'right', 'upper'), 2, false).units).toHaveLength(6);
});
