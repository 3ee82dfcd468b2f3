import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isProcessAlive } from './isProcessAlive.ts';
import { writeOwnerFile } from './ownerFiles.ts';

/**
 * Says that a wrapped agent points at the engine, in the folder where windows say how many of their terminals do: *Stop*
 * in an editor keeps the port as a bare relay while any lease lives.
 */
export class AgentLease {
  readonly #folder: string;
  readonly #pid: number;

  constructor(home: string, pid: number) {
    this.#folder = join(home, 'windows');
    this.#pid = pid;
  }

  async take(): Promise<void> {
    await writeOwnerFile(this.#fileOf(this.#pid), JSON.stringify({ routedTerminals: 1 }));
  }

  async release(): Promise<void> {
    await rm(this.#fileOf(this.#pid), { force: true });
  }

  /** Whether a window or another agent that lives uses the engine. */
  async hasOthers(): Promise<boolean> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .map(name => Number.parseInt(name, 10))
      .some(pid => pid !== this.#pid && pid > 0 && isProcessAlive(pid));
  }

  #fileOf(pid: number): string {
    return join(this.#folder, `${pid}.json`);
  }
}
