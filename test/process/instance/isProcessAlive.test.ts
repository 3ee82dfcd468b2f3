import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isProcessAlive } from '../../../src/process/instance/isProcessAlive.ts';

test('this process is alive, one that never was is not', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(2 ** 22 + 1)).toBe(false);
});

test.skipIf(process.platform !== 'linux')(
  'a killed process is not alive while its parent has not asked how it ended',
  async () => {
    // The shell becomes a program that never asks after the child that it inherits.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = await once(parent.stdout, 'data');
      const child = Number(String(line));
      expect(isProcessAlive(child)).toBe(true);

      process.kill(child, 'SIGKILL');

      await expect.poll(() => isProcessAlive(child)).toBe(false);
      expect(() => process.kill(child, 0)).not.toThrow();
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
