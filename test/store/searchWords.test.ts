import { expect, it } from 'vitest';
import { searchWords } from '../../src/store/searchWords.ts';

it('words are looked for one by one, however they are written', () => {
  expect(searchWords('  Flaky\tINVOICE ')).toEqual(['flaky', 'invoice']);
  expect(searchWords(undefined)).toEqual([]);
});
