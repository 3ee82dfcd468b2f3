import { expect, it } from 'vitest';
import { usefulSize } from '../../../src/engine/images/usefulSize.ts';

it('keeps the aspect ratio, and what is small enough as it is', () => {
  expect(usefulSize({ width: 4000, height: 3000 })).toEqual({ width: 1264, height: 948 });
  expect(usefulSize({ width: 800, height: 600 })).toEqual({ width: 800, height: 600 });
  expect(usefulSize({ width: 100_000, height: 1 })).toEqual({ width: 100_000, height: 1 });
});
