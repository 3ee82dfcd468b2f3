import { expect, it } from 'vitest';
import { findRepeatedLines } from '../../../src/engine/waste/findRepeatedLines.ts';
import { counter } from './wasteLab.ts';

it('counts lines that stood before, from the first repeat on', () => {
  const line = 'warning: unused variable in module alpha';

  const found = findRepeatedLines(`start of the log\n${line}\n${line}\n${line}`, counter);

  expect(found).toMatchObject({ category: 'repeatedLines', line: 3, what: '2 lines repeat earlier ones' });
  expect(found?.tokens).toBe(counter.count(`${line}\n${line}`));
});

it('does not mind short lines', () => {
  expect(findRepeatedLines('}\n}\n}\n}\n', counter)).toBeUndefined();
});
