import type * as vscode from 'vscode';
import { currentExchange } from '../../shared/currentExchange.ts';
import type { EngineStatus, PanelEvent } from '../../shared/panelProtocol.ts';
import type { Presence } from '../../shared/presence.ts';
import { registerChatParticipant } from './chatParticipant.ts';
import { ContextDecorations } from './contextDecorations.ts';
import { ContextTree, type ContextTreeParts } from './contextTree.ts';
import { FileLenses } from './fileLenses.ts';

const pauseMs = 1_500;
const presenceAgeMs = 60_000;
const weekMs = 7 * 24 * 3_600_000;

/** What the editor itself shows of the context: side bar, marks in the explorer, lines above files, `@headroom`. */
export class NativeViews implements vscode.Disposable {
  readonly #parts: ContextTreeParts;
  readonly #tree: ContextTree;
  readonly #decorations = new ContextDecorations();
  readonly #lenses: FileLenses;
  readonly #chat: vscode.Disposable;
  #presence: { readonly at: number; readonly value: Promise<Presence> } | undefined;
  #isRunning = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ContextTreeParts) {
    this.#parts = parts;
    this.#tree = new ContextTree(parts);
    this.#lenses = new FileLenses({
      presence: async () => this.#weeksPresence(),
      countTokens: text => this.#countTokens(text),
    });
    this.#chat = registerChatParticipant(parts.session);
  }

  showStatus({ state }: EngineStatus): void {
    const isRunning = state === 'running';
    if (isRunning === this.#isRunning) return;
    this.#isRunning = isRunning;
    this.#forget();
  }

  heard(event: PanelEvent): void {
    if (event.type === 'exchangeRecorded') this.#soon();
    if (event.type === 'cleared') this.#forget();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const part of [this.#tree, this.#decorations, this.#lenses, this.#chat]) part.dispose();
  }

  /** What was known of the context holds no longer. */
  #forget(): void {
    this.#presence = undefined;
    this.#soon();
    this.#lenses.refresh();
  }

  /** Not more often than it can be read. */
  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tree.refresh();
      void this.#decorate();
    }, pauseMs);
  }

  async #decorate(): Promise<void> {
    const { session } = this.#parts;
    try {
      if (!this.#isRunning) return this.#decorations.show(undefined);
      const { exchanges } = await session.query({ type: 'exchanges', limit: 20 });
      const current = currentExchange(exchanges);
      if (current === undefined) return this.#decorations.show(undefined);
      this.#decorations.show((await session.query({ type: 'presence', since: current.startedAt })).now);
    } catch {
      // The engine went away in between; the session tells.
    }
  }

  async #weeksPresence(): Promise<Presence | undefined> {
    if (!this.#isRunning) return undefined;
    const now = Date.now();
    if (this.#presence === undefined || now - this.#presence.at > presenceAgeMs) {
      this.#presence = { at: now, value: this.#parts.session.query({ type: 'presence', since: now - weekMs }) };
    }
    return this.#presence.value.catch(() => undefined);
  }

  async #countTokens(text: string): Promise<number> {
    const view = await this.#parts.session.query({ type: 'simulate', subject: { kind: 'text', text }, options: {} });
    return view.tokensBefore;
  }
}
