import { setTimeout as delay } from 'node:timers/promises';
import { type ClaudeCodePlace, claudeCodeEntry, connectClaudeCode } from '../../routing/claudeCode.ts';
import { commandLine, type RetrievalServer } from '../../routing/claudeCodeRetrieval.ts';
import { ForeignFileError } from '../../routing/foreignFile.ts';
import type { Journal } from '../../routing/journal.ts';
import type { RouteEntry } from '../../routing/journalEntry.ts';
import { beginWithdrawal, settleMs } from '../../routing/withdraw.ts';
import { l10n } from '../l10n.ts';
import type { Memory } from '../memory.ts';
import type { RouteSurroundings } from './routeSurroundings.ts';

export interface ClaudeCodeRouteParts {
  readonly home: string;
  readonly journal: Journal;
  /** Whether these places are to be connected, and since when. */
  readonly memory: Memory;
  /** The settings files that lead Claude Code here; none while no folder is open. */
  places(): readonly ClaudeCodePlace[];
  surroundings(): RouteSurroundings;
  /** How Claude Code starts our MCP server. */
  readonly retrieval: RetrievalServer;
  /** Starts the watchdog, unless one is at work. */
  guard(): void;
  /** Takes sentences for a person about what could not be restored. */
  report(note: string): void;
}

const wishKey = 'claudeCodeSince';
const retrievalKey = 'claudeCodeRetrieval';

/** Leads Claude Code in some places to the engine, whenever one runs and the person has asked for it. */
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
    return this.#parts.places().some(place => {
      const route = claudeCodeEntry(entries, place)?.route;
      return route !== undefined && route.releasedAt === undefined;
    });
  }

  /** Whether it fetches originals back, so that optimize may omit; `undefined` where only a command of its own arranges that. */
  get fetches(): boolean | undefined {
    const isPerFolder = this.#parts.places().some(({ folder }) => folder !== undefined);
    return isPerFolder ? this.#parts.memory.get(retrievalKey) === true : undefined;
  }

  /** The command by which a person arranges it for all folders. */
  get retrievalCommand(): string {
    return commandLine(this.#parts.retrieval, 'user');
  }

  async connect(port: number, { fetches }: { readonly fetches: boolean }): Promise<void> {
    if (this.#parts.places().length === 0) {
      throw new Error(
        l10n.t(
          'No folder is open in which Claude Code could be connected. Open one, or connect Claude Code in every folder.',
        ),
      );
    }
    const { memory } = this.#parts;
    const before = { [wishKey]: this.since, [retrievalKey]: memory.get(retrievalKey) };
    try {
      await memory.update(wishKey, this.since ?? Date.now());
      await memory.update(retrievalKey, fetches);
      await this.apply(port);
    } catch (error) {
      // What could not be done once is not tried again at every start.
      for (const [key, value] of Object.entries(before)) await memory.update(key, value);
      throw withOtherWay(error, this.#parts.places());
    }
  }

  async disconnect(): Promise<void> {
    await this.#parts.memory.update(wishKey, undefined);
    await this.undo();
  }

  /** Nothing happens unless the person has connected this workspace. Rejects, once all other folders are led, for one that cannot be. */
  async apply(port: number): Promise<void> {
    if (this.since === undefined) return;
    const failures: unknown[] = [];
    for (const place of this.#parts.places()) {
      await this.#lead(place, port).catch(error => failures.push(error));
    }
    this.#parts.guard();
    if (failures.length > 0) throw failures[0];
  }

  async #lead(place: ClaudeCodePlace, port: number): Promise<void> {
    const around = this.#parts.surroundings();
    await connectClaudeCode(this.#parts.journal, {
      ...{ home: this.#parts.home, place, port, userFolder: around.userFolder },
      environmentUrls: [around.terminalEnvironment.ANTHROPIC_BASE_URL, around.environment.ANTHROPIC_BASE_URL],
      hasOwnUpstream: around.hasOwnUpstream,
      retrieval: this.fetches === true ? this.#parts.retrieval : undefined,
      now: Date.now(),
    });
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
    const files = this.#parts.places().map(({ file }) => file);
    const { waiting, notes } = await beginWithdrawal(
      this.#parts.journal,
      ({ file, route }) => route !== undefined && files.includes(file) && which(route),
      Date.now(),
    );
    for (const note of notes) this.#parts.report(note);
    return waiting;
  }
}

/** A folder may be read-only, or its settings no JSON: those of the user do as well. */
function withOtherWay(error: unknown, places: readonly ClaudeCodePlace[]): unknown {
  if (!(error instanceof ForeignFileError) || places.every(({ folder }) => folder === undefined)) return error;
  return new Error(`${error.message} ${l10n.t('Claude Code in every folder can be connected without it.')}`, {
    cause: error,
  });
}
