import { expect, test } from 'vitest';
import { AlarmKinds, describeAlarms } from '../../../../src/engine/transforms/structured/alarmKinds.ts';
import type { Alarm } from '../../../../src/engine/transforms/structured/alarms.ts';

/** Places to keep of values that stand at 0, 1, 2… */
function places(
  values: readonly string[],
  most: number,
  alarmOf: (value: string) => Alarm = () => 'failure',
): number[] {
  const kinds = new AlarmKinds();
  values.forEach((value, place) => {
    kinds.note({ place, name: 'text', value, alarm: alarmOf(value) });
  });
  return [...new Set(kinds.places(most))].sort((a, b) => a - b);
}

test('of alarms that differ in numbers and ids only, the first and the last stay', () => {
  expect(places(['job 1 failed', 'job 2 failed', 'disk full', 'job 3 failed'], 10)).toEqual([0, 2, 3]);
});

test('alarms that name different things in quotes all stay while there is room, but crowd out no other kind', () => {
  const values = ["no module './a'", "no module './b'", "no module './c'", "no module './d'", 'disk full'];

  expect(places(values, 10)).toEqual([0, 1, 2, 3, 4]);
  expect(places(values, 3)).toEqual([0, 1, 3, 4]);
});

test('where room is short, failures go before warnings', () => {
  const values = ['warning: slow', 'warning: old', 'disk full'];

  expect(places(values, 1, value => (value.startsWith('warning') ? 'warning' : 'failure'))).toEqual([2]);
});

test('a marker calls rows like those shown only when no alarm is among them', () => {
  expect(describeAlarms(0)).toBe('much like those shown');
  expect(describeAlarms(1200)).toBe('1,200 of them with an error or a warning');
});
