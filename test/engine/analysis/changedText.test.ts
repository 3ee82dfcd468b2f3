import { expect, it } from 'vitest';
import { describeChange } from '../../../src/engine/analysis/changedText.ts';

it.each([
  [
    'Today is 2026-11-20. Be kind.',
    'Today is 2026-11-21. Be kind.',
    '“Today is 2026-11-20” became “Today is 2026-11-21” (a date)',
  ],
  ['It is 10:41 now.', 'It is 10:52 now.', '“It is 10:41” became “It is 10:52” (a time of day)'],
  ['Branch: main', 'Branch: fix', '“Branch: main” became “Branch: fix”'],
  ['Open files: 3.', 'Open files: 14.', '“Open files: 3” became “Open files: 14” (a number)'],
  [
    'You are an experienced reviewer of today, the 20th.',
    'You are an experienced reviewer of today, the 21st.',
    '“reviewer of today, the 20th” became “reviewer of today, the 21st” (a number)',
  ],
  ['a 1\nmore', 'a 2\nmore', '“a 1” became “a 2” (a number)'],
])('%j and %j', (before, now, words) => {
  expect(describeChange(before, now)).toBe(words);
});

it('stays short whatever changed', () => {
  expect(describeChange('a'.repeat(900), 'b'.repeat(900)).length).toBeLessThan(150);
});
