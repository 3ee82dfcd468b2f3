import { resolveModel } from '../../engine/models/modelTable.ts';
import {
  isOwnKeyEntry,
  keyNameIn,
  type OfferedModel,
  type OwnKeyProvider,
  offerOwnKey,
} from '../../routing/copilot/offerOwnKey.ts';
import type { Journal } from '../../routing/journal.ts';
import { beginWithdrawal } from '../../routing/withdraw.ts';
import type { ClientRoute } from '../clients/agentRoutes.ts';
import type { Memory } from '../memory.ts';

export interface OwnKeyRouteParts {
  readonly journal: Journal;
  /** Of the installation. */
  readonly memory: Memory;
  /** `chatLanguageModels.json` of this window's profile. */
  readonly file: string;
  /** Ids of the models of custom endpoints that the editor's chat offers right now. */
  listed(): Promise<readonly string[]>;
  /** Starts the watchdog, unless one is at work. */
  guard(): void;
  /** Takes sentences for a person. */
  report(note: string): void;
}

/** How far the models have come: into the file, into the picker, or to be used. */
export type OwnKeyState = 'unlisted' | 'keyless' | 'ready';

const wishKey = 'copilotOwnKey';
const sinceKey = 'copilotOwnKeySince';
const keyNameKey = 'copilotOwnKeyName';

/** The newest model of each line (2026-11-21). */
const lines: Readonly<Record<OwnKeyProvider, readonly string[]>> = {
  anthropic: ['claude-opus', 'claude-sonnet', 'claude-haiku'],
  openai: ['gpt-6.2-astra', 'gpt-6.2-sol', 'gpt-6-luna'],
};

/** Offers models in the editor's chat that are paid with a key of the person's own and led through the engine. */
export class OwnKeyRoute implements ClientRoute {
  readonly #parts: OwnKeyRouteParts;

  constructor(parts: OwnKeyRouteParts) {
    this.#parts = parts;
  }

  /** Whose models are offered; `undefined` when none are to be. */
  get provider(): OwnKeyProvider | undefined {
    const provider = this.#parts.memory.get(wishKey);
    return provider === 'anthropic' || provider === 'openai' ? provider : undefined;
  }

  /** When they were, in milliseconds since the epoch. */
  get since(): number | undefined {
    const since = this.#parts.memory.get(sinceKey);
    return typeof since === 'number' ? since : undefined;
  }

  /** An editor may not notice that its file was changed, and a model without a key is listed, but refused by its service. */
  async state(): Promise<OwnKeyState> {
    const { provider } = this;
    if (provider === undefined) return 'unlisted';
    await this.#rememberKey();
    const ours = lines[provider].map(line => offeredModel(line).id);
    const listed = await this.#parts.listed();
    if (!ours.some(id => listed.includes(id))) return 'unlisted';
    return (await keyNameIn(this.#parts.file, provider)) === undefined ? 'keyless' : 'ready';
  }

  async connect(provider: OwnKeyProvider, port: number): Promise<void> {
    await this.undo();
    await this.#offer(provider, port);
    await this.#parts.memory.update(wishKey, provider);
    await this.#parts.memory.update(sinceKey, Date.now());
  }

  async disconnect(): Promise<void> {
    await this.undo();
    await this.#parts.memory.update(wishKey, undefined);
    await this.#parts.memory.update(sinceKey, undefined);
  }

  /** An engine must start whatever this file is like, so a failure is only reported. */
  async apply(port: number): Promise<void> {
    const { provider } = this;
    if (provider === undefined) return;
    await this.#rememberKey();
    await this.#offer(provider, port).catch(error =>
      this.#parts.report(error instanceof Error ? error.message : String(error)),
    );
  }

  async undo(): Promise<void> {
    await this.#rememberKey();
    const { notes } = await beginWithdrawal(this.#parts.journal, isOwnKeyEntry, Date.now());
    for (const note of notes) this.#parts.report(note);
  }

  /** From here on an engine or a watchdog may take the models out, and the name of their key with them. */
  lastWindowCloses(): Promise<void> {
    return this.#rememberKey();
  }

  async #offer(provider: OwnKeyProvider, port: number): Promise<void> {
    const { journal, file } = this.#parts;
    const models = lines[provider].map(offeredModel);
    await offerOwnKey(journal, { file, port, provider, models, keyName: this.#keyNameOf(provider), now: Date.now() });
    this.#parts.guard();
  }

  async #rememberKey(): Promise<void> {
    const { provider } = this;
    if (provider === undefined) return;
    const name = await keyNameIn(this.#parts.file, provider).catch(() => undefined);
    if (name !== undefined) await this.#parts.memory.update(keyNameKey, { provider, name });
  }

  /** The editor keeps the key; that it has one under this name is all that we remember, so that it need not be entered again. */
  #keyNameOf(provider: OwnKeyProvider): string | undefined {
    const kept = this.#parts.memory.get(keyNameKey);
    if (typeof kept !== 'object' || kept === null || !('provider' in kept) || !('name' in kept)) return undefined;
    return kept.provider === provider && typeof kept.name === 'string' ? kept.name : undefined;
  }
}

function offeredModel(line: string): OfferedModel {
  const { id, window, outputLimit } = resolveModel(line);
  return { id, maxInputTokens: window - outputLimit, maxOutputTokens: outputLimit };
}
