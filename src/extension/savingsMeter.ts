import type { PanelEvent, SavingsToday } from '../shared/panelProtocol.ts';

/** Keeps the figures of the status bar fresh: after each exchange and each clearing, and not more often than they can be read. */
export class SavingsMeter {
  readonly #fetch: () => Promise<SavingsToday>;
  readonly #onChange: (today: SavingsToday) => void;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(fetch: () => Promise<SavingsToday>, onChange: (today: SavingsToday) => void, pauseMs = 1_500) {
    this.#fetch = fetch;
    this.#onChange = onChange;
    this.#pauseMs = pauseMs;
  }

  heard({ type }: PanelEvent): void {
    if (type !== 'exchangeRecorded' && type !== 'cleared') return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.refresh();
    }, this.#pauseMs);
  }

  /** A missed refresh is made up for by the next exchange. */
  async refresh(): Promise<void> {
    try {
      this.#onChange(await this.#fetch());
    } catch {
      // The engine went away in between; the session tells.
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
