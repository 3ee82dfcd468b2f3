import { expect, test } from 'vitest';
import { readPathList } from '../../../../../src/engine/transforms/text/paths/pathLists.ts';

test('paths are cut into components', () => {
  const lines = [...Array.from({ length: 10 }, (_, i) => `/src/a/b${i}.ts`), ''];

  expect(readPathList(lines)?.[3]).toEqual(['', 'src', 'a', 'b3.ts']);
});

test('sentences are no paths', () => {
  expect(readPathList(Array.from({ length: 10 }, () => 'this and/or that is not a path'))).toBeUndefined();
});
