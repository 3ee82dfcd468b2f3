import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isProcessAlive } from './isProcessAlive.ts';
import { makeOwnerFolder } from './ownerFiles.ts';
import { probePort } from './probeEngine.ts';

export interface LockOwner {
  readonly pid: number;
  /** Absent until the engine listens. */
  readonly port?: number;
}

export type LockResult =
  | { readonly kind: 'held'; readonly lock: InstanceLock }
  | { readonly kind: 'taken'; readonly owner: LockOwner };

/** An engine that is still starting has no port to ask; after this long its process id must belong to somebody else. */
const startUpMs = 30_000;
const writingMs = 2000;
const nobody = -1;

/** Two engines on one store would decide the same block twice, so the second is refused. */
export class InstanceLock {
  readonly #path: string;
  readonly #pid: number;
  #port: number | undefined;

  private constructor(path: string, pid: number) {
    this.#path = path;
    this.#pid = pid;
  }

  /** Takes the lock, also from an engine that died with it: its process is gone, or its port no longer answers as it. */
  static async take(path: string, pid: number): Promise<LockResult> {
    await makeOwnerFolder(dirname(path));
    for (let attempt = 0; attempt < 50; attempt++) {
      if (await create(path, { pid })) return { kind: 'held', lock: new InstanceLock(path, pid) };
      const owner = await readOwner(path);
      if (owner === 'unreadable') await delay(100);
      else if (owner !== undefined && (await isAlive(owner))) return { kind: 'taken', owner };
      else if (owner !== undefined) await moveAway(path, owner, pid);
    }
    throw new Error(`The lock ${path} changes hands too fast. Try again.`);
  }

  /** Tells others where to ask whether this engine lives. */
  async announce(port: number): Promise<void> {
    this.#port = port;
    await this.#replace({ pid: this.#pid, port });
  }

  /** Puts the lock back when somebody deleted it. Rejects when another engine has taken it meanwhile. */
  async retake(): Promise<void> {
    await makeOwnerFolder(dirname(this.#path));
    const mine = { pid: this.#pid, ...(this.#port !== undefined && { port: this.#port }) };
    if (await create(this.#path, mine)) return;
    const owner = await readOwner(this.#path);
    if (owner !== undefined && owner !== 'unreadable' && owner.pid === this.#pid) return;
    throw new Error(`Another Headroom engine has taken the lock ${this.#path}. Stop one of the two.`);
  }

  async release(): Promise<void> {
    const owner = await readOwner(this.#path);
    if (owner !== undefined && owner !== 'unreadable' && owner.pid === this.#pid) await rm(this.#path, { force: true });
  }

  async #replace(owner: LockOwner): Promise<void> {
    const temporary = `${this.#path}.${this.#pid}`;
    await rm(temporary, { force: true });
    await create(temporary, owner);
    await rename(temporary, this.#path);
  }
}

interface FoundOwner extends LockOwner {
  readonly ageMs: number;
}

/** `wx` fails when the file exists, which makes creation the test and the taking at once. */
async function create(path: string, owner: LockOwner): Promise<boolean> {
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
async function readOwner(path: string): Promise<FoundOwner | 'unreadable' | undefined> {
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

async function isAlive({ pid, port, ageMs }: FoundOwner): Promise<boolean> {
  if (pid === nobody || !isProcessAlive(pid)) return false;
  if (port === undefined) return ageMs < startUpMs;
  const holder = await probePort(port);
  return holder.kind === 'engine' && holder.health.pid === pid;
}

/** Renaming succeeds for one of several that find the same stale lock. Who caught a newer lock by it puts that back. */
async function moveAway(path: string, stale: FoundOwner, pid: number): Promise<void> {
  const aside = `${path}.stale-${pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const caught = await readOwner(aside);
  const isStale = caught === undefined || caught === 'unreadable' || caught.pid === stale.pid;
  if (isStale) await rm(aside, { force: true });
  else await rename(aside, path);
}
