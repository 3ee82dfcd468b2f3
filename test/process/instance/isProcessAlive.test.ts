import { expect, test } from 'vitest';
import { isProcessAlive } from '../../../src/process/instance/isProcessAlive.ts';

test('this process is alive, one that never was is not', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(2 ** 22 + 1)).toBe(false);
});
