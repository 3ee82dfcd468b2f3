import { setTimeout as delay } from 'node:timers/promises';
import { isProcessAlive } from './isProcessAlive.ts';
import { createLock, type FoundOwner, readLock, releaseLock, removeStaleLock } from './lockFile.ts';

export interface LockTimes {
  /** How long to wait for the lock. */
  readonly waitMs?: number;
  /** Nothing takes so long that is done under such a lock; the process id in it must belong to another program by now. */
  readonly abandonedMs?: number;
}

const pollMs = 5;

/** Waits until no other process holds the lock file and takes it. Returns how it is let go; rejects when that takes too long. */
export async function holdLock(
  path: string,
  { waitMs = 10_000, abandonedMs = 300_000 }: LockTimes = {},
): Promise<() => Promise<void>> {
  const end = performance.now() + waitMs;
  while (!(await take(path))) {
    const owner = await readLock(path);
    if (typeof owner === 'object' && isAbandoned(owner, abandonedMs)) await removeStaleLock(path, owner);
    else if (performance.now() < end) await delay(pollMs);
    else throw new Error(heldTooLong(path, owner));
  }
  return () => releaseLock(path, process.pid);
}

/** Windows refuses a name whose file is just being removed. */
async function take(path: string): Promise<boolean> {
  try {
    return await createLock(path, { pid: process.pid });
  } catch (error) {
    if (process.platform === 'win32' && error instanceof Error && 'code' in error && error.code === 'EPERM')
      return false;
    throw error;
  }
}

/** In a container every start may get the same process id: a lock that is older than this process is another's. */
function isAbandoned({ pid, ageMs }: FoundOwner, abandonedMs: number): boolean {
  const isFormer = pid === process.pid && ageMs > process.uptime() * 1000;
  return isFormer || !isProcessAlive(pid) || ageMs > abandonedMs;
}

function heldTooLong(path: string, owner: FoundOwner | 'unreadable' | undefined): string {
  const who = typeof owner === 'object' ? `The process ${owner.pid}` : 'Another process';
  return `${who} holds ${path}, for longer than anybody waits. Remove that file if no Headroom runs.`;
}
