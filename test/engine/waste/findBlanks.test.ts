import { expect, it } from 'vitest';
import { findBlanks } from '../../../src/engine/waste/findBlanks.ts';
import { counter } from './wasteLab.ts';

it('counts colours, blanks at line ends and runs of empty lines', () => {
  const found = findBlanks('ok\n\u001b[32mpassed\u001b[0m   \n\n\n\nend', counter);

  expect(found).toMatchObject({ category: 'whitespace', line: 2, what: '14 invisible characters' });
});

it('leaves indentation alone', () => {
  expect(findBlanks('if (a) {\n    b();\n}\n\nc();', counter)).toBeUndefined();
});
