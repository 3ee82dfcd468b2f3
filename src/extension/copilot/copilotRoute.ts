import { leadCopilot, overrideKey, withdrawCopilot, withdrawOverride } from '../../routing/copilot/leadCopilot.ts';
import type { Journal } from '../../routing/journal.ts';
import { refreshLiveSetting, type SettingsPlace } from '../../routing/liveSettings.ts';
import type { ClientRoute } from '../clients/agentRoutes.ts';
import type { Memory } from '../memory.ts';

/** How Copilot is connected: it tells of its requests, or they come this way. */
export type CopilotLevel = 'watch' | 'compress';

export interface CopilotRouteParts {
  readonly home: string;
  readonly journal: Journal;
  /** Of the installation: one override serves all windows of a user. */
  readonly memory: Memory;
  /** The user's settings. */
  readonly settings: SettingsPlace;
  /** True when `headroom.upstreams` names where Copilot's requests go. */
  hasOwnUpstream(): boolean;
  /** Starts the watchdog, unless one is at work. */
  guard(): void;
  /** Takes sentences for a person. */
  report(note: string): void;
}

const wishKeys: Readonly<Record<CopilotLevel, string>> = {
  watch: 'copilotWatchSince',
  compress: 'copilotCompressSince',
};

/** Leads Copilot Chat of this user to the engine, at the levels that the person has asked for. */
export class CopilotRoute implements ClientRoute {
  readonly #parts: CopilotRouteParts;
  /** Whether this window has led Copilot here since it was last taken back. */
  #isLed = false;

  constructor(parts: CopilotRouteParts) {
    this.#parts = parts;
  }

  /** When this level was connected, in milliseconds since the epoch; `undefined` when it is not to be. */
  since(level: CopilotLevel): number | undefined {
    const since = this.#parts.memory.get(wishKeys[level]);
    return typeof since === 'number' ? since : undefined;
  }

  /** Fails, and leaves everything as it was, where nobody could take the setting back after a crash. */
  async connect(level: CopilotLevel, port: number): Promise<void> {
    const before = this.since(level);
    await this.#parts.memory.update(wishKeys[level], before ?? Date.now());
    try {
      const refusal = await this.#lead(port);
      if (refusal !== undefined && level === 'watch') throw refusal;
      if (refusal !== undefined) this.#parts.report(refusal.message);
    } catch (error) {
      await this.#parts.memory.update(wishKeys[level], before);
      await this.#leadOrUndo(port);
      throw error;
    }
  }

  /** `port` of the engine, while it runs: the other level stays with it. */
  async disconnect(level: CopilotLevel, port: number | undefined): Promise<void> {
    await this.#parts.memory.update(wishKeys[level], undefined);
    await this.#leadOrUndo(port);
  }

  /** An engine must start whatever Copilot's settings are like, so a failure is only reported. */
  async apply(port: number): Promise<void> {
    if (this.#isWished) await this.#leadOrUndo(port);
  }

  async undo(): Promise<void> {
    const { journal, settings } = this.#parts;
    const notes = await withdrawCopilot(journal, settings.live);
    for (const note of notes) this.#parts.report(note);
    // An engine that ends by itself has restored the file before, which not every editor notices.
    if (this.#isLed) await refreshLiveSetting(settings, overrideKey);
    this.#isLed = false;
  }

  engineLost(): Promise<void> {
    return this.undo();
  }

  async lastWindowCloses(): Promise<void> {
    await withdrawOverride(this.#parts.journal, Date.now());
  }

  get #isWished(): boolean {
    return this.since('watch') !== undefined || this.since('compress') !== undefined;
  }

  /** Returns why Copilot is not watched, where somebody else has its telemetry. */
  async #lead(port: number): Promise<Error | undefined> {
    const { home, journal, settings } = this.#parts;
    const refusal = await leadCopilot(journal, {
      ...{ home, port, settings, now: Date.now(), hasOwnUpstream: this.#parts.hasOwnUpstream() },
      watches: this.since('watch') !== undefined,
      compresses: this.since('compress') !== undefined,
    });
    this.#isLed = this.#isWished;
    if (this.#isWished) this.#parts.guard();
    return refusal;
  }

  async #leadOrUndo(port: number | undefined): Promise<void> {
    if (port === undefined || !this.#isWished) return this.undo();
    try {
      const refusal = await this.#lead(port);
      if (refusal !== undefined) this.#parts.report(refusal.message);
    } catch (error) {
      await this.undo();
      this.#parts.report(error instanceof Error ? error.message : String(error));
    }
  }
}
