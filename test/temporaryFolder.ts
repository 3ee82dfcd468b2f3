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

// Vitest loads modules anew for every file, in a process of its own, and runs hooks that came first last. Threads that are
// still opening a store would make its folder again, so what is left goes with the process.
afterAll(removeAll);
process.once('exit', removeAll);

function removeAll(): void {
  // A process that is just ending may still hold a file for a moment.
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
