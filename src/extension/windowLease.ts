import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isProcessAlive } from '../process/isProcessAlive.ts';

/**
 * How many terminals of each window may still point at the engine. *Stop* reads them all: the engine keeps its port as
 * a bare relay while any is left, because an agent whose proxy is gone hangs.
 */
export class WindowLease {
  readonly #folder: string;
  readonly #pid: number;

  constructor(home: string, pid: number) {
    this.#folder = join(home, 'windows');
    this.#pid = pid;
  }

  async write(routedTerminals: number): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(this.#fileOf(this.#pid), JSON.stringify({ routedTerminals }), { mode: 0o600 });
  }

  async release(): Promise<void> {
    await rm(this.#fileOf(this.#pid), { force: true });
  }

  /** Whether another window lives, or an agent that was wrapped. */
  async hasOthers(): Promise<boolean> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .map(name => Number.parseInt(name, 10))
      .some(pid => pid !== this.#pid && pid > 0 && isProcessAlive(pid));
  }

  /** Over all living windows; what a window left behind when it died is removed. */
  async countRoutedTerminals(): Promise<number> {
    const names = await readdir(this.#folder).catch(() => []);
    const counts = await Promise.all(names.map(name => this.#read(Number.parseInt(name, 10))));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #read(pid: number): Promise<number> {
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
