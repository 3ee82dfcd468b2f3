import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isProcessAlive } from './isProcessAlive.ts';
import { writeOwnerFile } from './ownerFiles.ts';

/**
 * Says that a process uses the engine, and how many agents that it started may point at it: a window's terminals, or the
 * one agent of `headroom wrap`. *Stop* reads the leases of all: the engine keeps its port as a bare relay while any agent
 * is left, because one whose proxy is gone hangs.
 */
export class Lease {
  readonly #folder: string;
  readonly #pid: number;

  constructor(home: string, pid: number) {
    this.#folder = join(home, 'windows');
    this.#pid = pid;
  }

  async write(agents: number): Promise<void> {
    // The name that every version so far has written: two of them may share a home folder.
    await writeOwnerFile(this.#fileOf(this.#pid), JSON.stringify({ routedTerminals: agents }));
  }

  async release(): Promise<void> {
    await rm(this.#fileOf(this.#pid), { force: true });
  }

  /** Whether another process that lives uses the engine. */
  async hasOthers(): Promise<boolean> {
    return (await this.#holders()).some(pid => pid !== this.#pid && isProcessAlive(pid));
  }

  /** Over all that live; what a process left behind when it died is removed. */
  async countAgents(): Promise<number> {
    const counts = await Promise.all((await this.#holders()).map(pid => this.#agentsOf(pid)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #holders(): Promise<readonly number[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter(name => name.endsWith('.json')).map(name => Number.parseInt(name, 10));
  }

  async #agentsOf(pid: number): Promise<number> {
    if (!isProcessAlive(pid)) {
      await rm(this.#fileOf(pid), { force: true });
      return 0;
    }
    try {
      const { routedTerminals }: { routedTerminals?: unknown } = JSON.parse(await readFile(this.#fileOf(pid), 'utf8'));
      return typeof routedTerminals === 'number' ? routedTerminals : 0;
    } catch {
      return 0;
    }
  }

  #fileOf(pid: number): string {
    return join(this.#folder, `${pid}.json`);
  }
}
