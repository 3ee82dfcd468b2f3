import { expect, test } from 'vitest';
import { readBareHit, readHits } from '../../../../../src/engine/transforms/text/search/searchHits.ts';

test('hits, hits with columns and context lines are read', () => {
  const hits = readHits(['src/a.ts:12:let x', 'src/a.ts:13:5:x = 1', 'src/a.ts-14-done', 'no hit']);

  expect(hits.map(hit => hit && [hit.path, hit.place, hit.text])).toEqual([
    ['src/a.ts', '12:', 'let x'],
    ['src/a.ts', '13:5:', 'x = 1'],
    ['src/a.ts', '14-', 'done'],
    undefined,
  ]);
});

test('a context line counts only for a file that has a hit', () => {
  expect(readHits(['src/a.ts-14-done'])).toEqual([undefined]);
});

test('a bare hit needs a path', () => {
  expect(readBareHit('src/a.ts:import x')).toEqual({ path: 'src/a.ts', text: 'import x' });
  expect(readBareHit('Note: import x')).toBeUndefined();
});
