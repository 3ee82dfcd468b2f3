import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Whose a lock file is. */
export interface LockOwner {
  readonly pid: number;
  /** Of an engine that listens. */
  readonly port?: number;
}

export interface FoundOwner extends LockOwner {
  /** Since the file was written or touched. */
  readonly ageMs: number;
}

const writingMs = 2000;
const turnPollMs = 20;
/** A turn takes two looks at a file. */
const turnMs = 10_000;
/** Of a lock that a crash left without content. No process has it. */
const nobody = 0x7fff_ffff;

/** `wx` fails when the file exists, which makes creation the test and the taking at once. */
export async function createLock(path: string, owner: LockOwner): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(owner));
    } catch (error) {
      // A full disk takes the name and not the content.
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A lock that is just being written cannot be read yet; one that stays so for seconds was left by a crash. */
export async function readLock(path: string): Promise<FoundOwner | 'unreadable' | undefined> {
  let text: string;
  let ageMs: number;
  try {
    text = await readFile(path, 'utf8');
    ageMs = Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return undefined;
  }
  const { pid, port } = parseOwner(text) ?? {};
  if (typeof pid !== 'number') return ageMs < writingMs ? 'unreadable' : { pid: nobody, ageMs };
  return { pid, ageMs, ...(typeof port === 'number' && { port }) };
}

function parseOwner(text: string): Partial<LockOwner> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Removes the lock, unless it is another's by now. */
export async function releaseLock(path: string, pid: number): Promise<void> {
  const owner = await readLock(path);
  if (typeof owner === 'object' && owner.pid === pid) await rm(path, { force: true });
}

/**
 * Removes a lock that was found stale. Of several that find it so one does it, and looks again first: where that lock still
 * lies nobody can have put a new one, so no living owner ever loses its own.
 */
export async function removeStaleLock(path: string, stale: FoundOwner): Promise<void> {
  const turn = `${path}.removal`;
  if (!(await createLock(turn, { pid: process.pid }))) return waitForTurn(turn);
  try {
    const owner = await readLock(path);
    const isSame = typeof owner === 'object' && owner.pid === stale.pid && owner.ageMs >= stale.ageMs;
    if (isSame) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

/** Whoever died in its turn does not keep it. */
async function waitForTurn(turn: string): Promise<void> {
  await delay(turnPollMs);
  const owner = await readLock(turn);
  if (typeof owner === 'object' && owner.ageMs > turnMs) await rm(turn, { force: true });
}
