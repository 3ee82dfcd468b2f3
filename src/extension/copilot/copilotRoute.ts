import { setTimeout as delay } from 'node:timers/promises';
import { failsClosed, leadCopilot } from '../../routing/copilot/leadCopilot.ts';
import type { Journal } from '../../routing/journal.ts';
import { beginWithdrawal } from '../../routing/withdraw.ts';
import type { ClientRoute } from '../agentRoutes.ts';
import type { Memory } from '../memory.ts';

/** How Copilot is connected: it tells of its requests, or they come this way. */
export type CopilotLevel = 'watch' | 'compress';

export interface CopilotRouteParts {
  readonly home: string;
  readonly journal: Journal;
  /** Of the installation: one override serves all windows of a user. */
  readonly memory: Memory;
  readonly settingsFile: string;
  /** The override that VS Code reads at this moment. */
  override(): string | undefined;
  /** True when `headroom.upstreams` names where Copilot's requests go. */
  hasOwnUpstream(): boolean;
  /** Starts the watchdog, unless one is at work. */
  guard(): void;
  /** Takes sentences for a person. */
  report(note: string): void;
  /** Milliseconds for which VS Code may take to read its settings again; tests give fewer. */
  readonly readBackMs?: number;
}

const wishKeys: Readonly<Record<CopilotLevel, string>> = {
  watch: 'copilotWatchSince',
  compress: 'copilotCompressSince',
};

const pollMs = 50;

/** Leads Copilot Chat of this user to the engine, at the levels that the person has asked for. */
export class CopilotRoute implements ClientRoute {
  readonly #parts: CopilotRouteParts;

  constructor(parts: CopilotRouteParts) {
    this.#parts = parts;
  }

  /** When this level was connected, in milliseconds since the epoch; `undefined` when it is not to be. */
  since(level: CopilotLevel): number | undefined {
    const since = this.#parts.memory.get(wishKeys[level]);
    return typeof since === 'number' ? since : undefined;
  }

  /** Fails, and leaves everything as it was, when VS Code does not take the setting up. */
  async connect(level: CopilotLevel, port: number): Promise<void> {
    const before = this.since(level);
    await this.#parts.memory.update(wishKeys[level], before ?? Date.now());
    try {
      await this.#lead(port);
    } catch (error) {
      await this.#parts.memory.update(wishKeys[level], before);
      await this.undo();
      throw error;
    }
  }

  async disconnect(level: CopilotLevel, port: number): Promise<void> {
    await this.#parts.memory.update(wishKeys[level], undefined);
    await this.#lead(port);
  }

  /** An engine must start whatever Copilot's settings are like, so a failure is only reported. */
  async apply(port: number): Promise<void> {
    if (!this.#isWished) return;
    try {
      await this.#lead(port);
    } catch (error) {
      await this.undo();
      this.#parts.report(error instanceof Error ? error.message : String(error));
    }
  }

  async undo(): Promise<void> {
    const { notes } = await beginWithdrawal(this.#parts.journal, failsClosed, Date.now());
    for (const note of notes) this.#parts.report(note);
  }

  engineLost(): Promise<void> {
    return this.undo();
  }

  lastWindowCloses(): Promise<void> {
    return this.undo();
  }

  get #isWished(): boolean {
    return this.since('watch') !== undefined || this.since('compress') !== undefined;
  }

  async #lead(port: number): Promise<void> {
    const { home, journal, settingsFile } = this.#parts;
    const address = await leadCopilot(journal, {
      ...{ home, port, settingsFile, now: Date.now(), hasOwnUpstream: this.#parts.hasOwnUpstream() },
      watches: this.since('watch') !== undefined,
      compresses: this.since('compress') !== undefined,
    });
    if (this.#isWished) this.#parts.guard();
    if (address !== undefined) await this.#untilRead(address);
  }

  /** The proof that this file is the one that VS Code reads: with a remote window it lies on another machine. */
  async #untilRead(address: string): Promise<void> {
    const end = performance.now() + (this.#parts.readBackMs ?? 5_000);
    while (this.#parts.override() !== address) {
      if (performance.now() > end) throw new Error(notRead(this.#parts.settingsFile, address));
      await delay(pollMs);
    }
  }
}

function notRead(file: string, address: string): string {
  return (
    `VS Code does not read ${file} as its user settings, so Copilot was not connected: nothing on this machine could ` +
    'take the setting back after a crash, and Copilot does not work while it leads nowhere. This is so in a window whose ' +
    `settings lie on another machine. There, run Copilot CLI by "headroom wrap copilot", or set the override to ${address} by hand.`
  );
}
