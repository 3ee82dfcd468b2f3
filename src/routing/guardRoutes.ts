import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findEngine, readEngineFile } from '../process/instance/engineFileOnDisk.ts';
import { isProcessAlive } from '../process/instance/isProcessAlive.ts';
import { Lease } from '../process/instance/lease.ts';
import { createLock, readLock, releaseLock, removeStaleLock } from '../process/instance/lockFile.ts';
import { failsClosed } from './copilot/leadCopilot.ts';
import { Journal } from './journal.ts';
import { beginWithdrawal, finishRepair } from './withdraw.ts';

export interface GuardTimes {
  readonly pollMs: number;
  /** A window or a wrapped agent, if one lives, brings a crashed engine back within this time, on the same port. */
  readonly graceMs: number;
}

const defaultTimes: GuardTimes = { pollMs: 1_000, graceMs: 10_000 };

/** A guard shows that it is there this often. */
const signMs = 5_000;
/** Without a sign for this long, the id in the file belongs to another program, for instance since a restart. */
const silentMs = 60_000;

/**
 * Watches from a process of its own, because neither an engine nor a window that is killed can tidy up after itself.
 * Ends when nothing points at us any more; at once when another guard of this home folder is at work.
 */
export async function guardRoutes(home: string, times: GuardTimes = defaultTimes): Promise<void> {
  const path = join(home, 'watchdog.pid');
  if (!(await takePost(path))) return;
  const signs = setInterval(() => void showPresence(path), signMs);
  try {
    const journal = new Journal(home);
    const lease = new Lease(home, process.pid);
    let missingSince: number | undefined;
    while ((await journal.read()).length > 0) {
      // A busy engine may miss one question; a process that is gone will not come back to answer.
      const isDead = await hasDied(home);
      if (isDead) await beginWithdrawal(journal, failsClosed, Date.now());
      if (!isDead && (await findEngine(home)) !== undefined) missingSince = undefined;
      else {
        missingSince ??= performance.now();
        // Asked at every round: who could have brought the engine back may be killed while we wait for it.
        const mayReturn = !isDead || (await lease.hasOthers());
        if (!mayReturn || performance.now() - missingSince >= times.graceMs) {
          await finishRepair(journal, home);
          missingSince = undefined;
        }
      }
      await delay(times.pollMs);
    }
  } finally {
    clearInterval(signs);
    await releaseLock(path, process.pid);
  }
}

async function hasDied(home: string): Promise<boolean> {
  const engine = await readEngineFile(home);
  return engine === undefined || !isProcessAlive(engine.pid);
}

async function takePost(path: string): Promise<boolean> {
  const guard = await readLock(path);
  if (guard === 'unreadable') return false;
  if (guard !== undefined) {
    if (isProcessAlive(guard.pid) && guard.ageMs < silentMs) return false;
    await removeStaleLock(path, guard);
  }
  return createLock(path, { pid: process.pid });
}

async function showPresence(path: string): Promise<void> {
  const now = new Date();
  // Without the file another guard takes the post, and two do no harm.
  await utimes(path, now, now).catch(() => undefined);
}
