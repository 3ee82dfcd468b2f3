import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isProcessAlive } from './isProcessAlive.ts';
import { createLock, type FoundOwner, type LockOwner, readLock, releaseLock, removeStaleLock } from './lockFile.ts';
import { makeOwnerFolder } from './ownerFiles.ts';
import { probePort } from './probeEngine.ts';

export type LockResult =
  | { readonly kind: 'held'; readonly lock: InstanceLock }
  | { readonly kind: 'taken'; readonly owner: LockOwner };

/** An engine that is still starting has no port to ask; after this long its process id must belong to somebody else. */
const startUpMs = 30_000;

/** Two engines on one store would decide the same block twice, so the second is refused. */
export class InstanceLock {
  readonly #path: string;
  readonly #pid: number;
  #port: number | undefined;

  private constructor(path: string, pid: number) {
    this.#path = path;
    this.#pid = pid;
  }

  /** Takes the lock, also from an engine that died with it: its process is gone, or nobody or somebody else has its port. */
  static async take(path: string, pid: number): Promise<LockResult> {
    await makeOwnerFolder(dirname(path));
    for (let attempt = 0; attempt < 50; attempt++) {
      if (await createLock(path, { pid })) return { kind: 'held', lock: new InstanceLock(path, pid) };
      const owner = await readLock(path);
      if (owner === 'unreadable') await delay(100);
      else if (owner !== undefined && (await isAlive(owner))) return { kind: 'taken', owner };
      else if (owner !== undefined) await removeStaleLock(path, owner);
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
    if (await createLock(this.#path, mine)) return;
    const owner = await readLock(this.#path);
    if (owner !== undefined && owner !== 'unreadable' && owner.pid === this.#pid) return;
    throw new Error(`Another Headroom engine has taken the lock ${this.#path}. Stop one of the two.`);
  }

  release(): Promise<void> {
    return releaseLock(this.#path, this.#pid);
  }

  async #replace(owner: LockOwner): Promise<void> {
    const temporary = `${this.#path}.${this.#pid}`;
    await rm(temporary, { force: true });
    await createLock(temporary, owner);
    await rename(temporary, this.#path);
  }
}

/** An engine at hard work may let a question wait; two engines on one store would do harm. */
async function isAlive({ pid, port, ageMs }: FoundOwner): Promise<boolean> {
  if (!isProcessAlive(pid)) return false;
  if (port === undefined) return ageMs < startUpMs;
  const holder = await probePort(port);
  return holder.kind === 'busy' || (holder.kind === 'engine' && holder.health.pid === pid);
}
