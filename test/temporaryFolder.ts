import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

/** An empty folder, gone after the tests of the file. Whoever starts processes in it ends them before. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  made.push(folder);
  return folder;
}

// Vitest loads modules anew for every file, and runs hooks that came first last.
afterAll(() => {
  // A thread or a process that is just ending may still hold a file for a moment.
  for (const folder of made.splice(0))
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});
