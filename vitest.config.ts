import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `unit` runs in plain Node without network or browser; `clients` and `vscode` drive the real programs and set themselves up. */
export default defineConfig({
  test: {
    // Many tests wait for processes and browsers: one more than there are processors keeps those busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          setupFiles: ['test/setup.ts'],
          exclude: ['test/clients/**', 'test/vscode/**', '**/node_modules/**'],
          // FC_RUNS raises the number of property cases a hundredfold; a machine under load is slow, not wrong.
          testTimeout: process.env.FC_RUNS === undefined ? 20_000 : 900_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'vscode',
          include: ['test/vscode/**/*.test.ts'],
          globalSetup: ['test/vscode/packOnce.ts'],
          testTimeout: 180_000,
          hookTimeout: 900_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
