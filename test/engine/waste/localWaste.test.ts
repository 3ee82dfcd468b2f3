import { expect, it } from 'vitest';
import { findLocalWaste } from '../../../src/engine/waste/localWaste.ts';
import { counter } from './wasteLab.ts';

it('puts the largest finding first and leaves trifles out', () => {
  const log = Array.from({ length: 60 }, () => '\u001b[32mstep finished without any problem\u001b[0m').join('\n');

  const found = findLocalWaste(log, counter);

  expect(found.map(({ category }) => category)).toEqual(['repeatedLines', 'whitespace']);
  expect(findLocalWaste('ok  \n', counter)).toEqual([]);
});
