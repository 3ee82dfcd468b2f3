import { expect, it } from 'vitest';
import { unreachable } from '../../src/shared/unreachable.ts';

it('names a value that came from outside the types', () => {
  expect(() => unreachable('surprise' as never)).toThrow('Unexpected value: "surprise"');
});
