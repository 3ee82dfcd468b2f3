import { expect, it } from 'vitest';
import { bytesIn, numberIn, optionalNumberIn, textIn } from '../../../src/store/sqlite/row.ts';

const row = { text: 'a', number: 1, bytes: new Uint8Array([1]), nothing: null };

it('gives what the schema promises', () => {
  expect(textIn(row, 'text')).toBe('a');
  expect(numberIn(row, 'number')).toBe(1);
  expect(optionalNumberIn(row, 'nothing')).toBeUndefined();
  expect(bytesIn(row, 'bytes')).toEqual(row.bytes);
});

it('names the column that holds something else', () => {
  expect(() => textIn(row, 'number')).toThrow('Column number holds number');
  expect(() => numberIn(row, 'nothing')).toThrow('Column nothing holds null');
  expect(() => bytesIn(row, 'absent')).toThrow('Column absent holds undefined');
});
