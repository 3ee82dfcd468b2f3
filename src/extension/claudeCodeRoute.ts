import { setTimeout as delay } from 'node:timers/promises';
import { claudeCodeEntry, connectClaudeCode } from '../routing/claudeCode.ts';
import type { Journal } from '../routing/journal.ts';
import type { RouteEntry } from '../routing/journalEntry.ts';
import { beginWithdrawal, settleMs } from '../routing/withdraw.ts';
import type { Memory } from './memory.ts';
import type { RouteSurroundings } from './routeSurroundings.ts';

export interface ClaudeCodeRouteParts {
  readonly home: string;
  readonly journal: Journal;
  /** Of this workspace: whether its Claude Code is to be connected, and since when. */
  readonly memory: Memory;
  surroundings(): RouteSurroundings;
  /** Starts the watchdog, unless one is at work. */
  guard(): void;
  /** Takes sentences for a person about what could not be restored. */
  report(note: string): void;
}

const wishKey = 'claudeCodeSince';

/** Leads Claude Code in this workspace's folders to the engine, whenever one runs and the person has asked for it. */
export class ClaudeCodeRoute {
  readonly #parts: ClaudeCodeRouteParts;

  constructor(parts: ClaudeCodeRouteParts) {
    this.#parts = parts;
  }

  /** When it was connected, in milliseconds since the epoch; `undefined` when it is not to be. */
  get since(): number | undefined {
    const since = this.#parts.memory.get(wishKey);
    return typeof since === 'number' ? since : undefined;
  }

  async isConnected(): Promise<boolean> {
    const entries = await this.#parts.journal.read();
    return this.#parts.surroundings().workspaceFolders.some(folder => {
      const route = claudeCodeEntry(entries, folder)?.route;
      return route !== undefined && route.releasedAt === undefined;
    });
  }

  async connect(port: number): Promise<void> {
    if (this.#parts.surroundings().workspaceFolders.length === 0) {
      throw new Error('Claude Code is connected per folder, and no folder is open. Open one, or use a terminal.');
    }
    await this.#parts.memory.update(wishKey, Date.now());
    await this.apply(port);
  }

  async disconnect(): Promise<void> {
    await this.#parts.memory.update(wishKey, undefined);
    await this.undo();
  }

  /** Nothing happens unless the person has connected this workspace. */
  async apply(port: number): Promise<void> {
    if (this.since === undefined) return;
    const { home, journal } = this.#parts;
    const around = this.#parts.surroundings();
    for (const folder of around.workspaceFolders) {
      await connectClaudeCode(journal, {
        home,
        folder,
        port,
        userFolder: around.userFolder,
        environmentUrls: [around.terminalEnvironment.ANTHROPIC_BASE_URL, around.environment.ANTHROPIC_BASE_URL],
        hasOwnUpstream: around.hasOwnUpstream,
        label: around.workspaceName ?? folder,
        now: Date.now(),
      });
    }
    this.#parts.guard();
  }

  /** Returns once new conversations go without us; what running ones still need is removed a little later. */
  async undo(): Promise<void> {
    if ((await this.#withdraw(() => true)) === 0) return;
    // A route that was connected again meanwhile is not released any more, and stays.
    void delay(settleMs, undefined, { ref: false })
      .then(() => this.#withdraw(({ releasedAt }) => releasedAt !== undefined))
      .catch(error => this.#parts.report(String(error)));
  }

  async #withdraw(which: (route: RouteEntry) => boolean): Promise<number> {
    const folders = this.#parts.surroundings().workspaceFolders;
    const { waiting, notes } = await beginWithdrawal(
      this.#parts.journal,
      ({ route }) => route !== undefined && folders.includes(route.folder) && which(route),
      Date.now(),
    );
    for (const note of notes) this.#parts.report(note);
    return waiting;
  }
}
