import type { SimulationPlan } from '../engine/simulate.ts';
import { simulateOnDemand } from '../process/onDemand.ts';
import { isMode, type Mode, modes } from '../shared/modes.ts';
import { OptionError, parseOptions } from '../shared/options.ts';
import type { ExchangeSummary, WireFormat } from '../shared/records.ts';
import type { Store, StoreSummary } from '../store/store.ts';
import { type AskedCall, splitAsked } from './askedOptions.ts';
import { openLibraryStore } from './openLibraryStore.ts';
import { type ProviderChoice, providerOf } from './providers.ts';
import { type PreparedCall, Session, type SessionStats } from './session.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** Options of the schema may stand beside these. */
export interface HeadroomClientSettings extends Readonly<Record<string, unknown>> {
  /** A client of the provider's SDK; made from the environment when absent. */
  readonly originalClient?: unknown;
  /** `openai` by default. Only needed without `originalClient`. */
  readonly provider?: ProviderChoice;
  /** `audit` by default: requests are recorded and stay as they are. */
  readonly defaultMode?: Mode;
  readonly storeUrl?: string;
  readonly modelContextLimits?: Readonly<Record<string, number>>;
}

/** The method of an SDK client that sends a conversation, and the plan of what would be sent. */
export interface Endpoint {
  create(parameters: Parameters, ...rest: readonly unknown[]): Promise<unknown>;
  simulate(parameters: Parameters): Promise<SimulationPlan>;
}

export interface SetupReport {
  readonly ok: boolean;
  /** What does not work and what to do about it. */
  readonly problems: readonly string[];
}

/** An SDK client whose requests are recorded and, in `optimize`, go out smaller. Streams and answers pass as they are. */
export class HeadroomClient {
  readonly chat: { readonly completions: Endpoint };
  readonly messages: Endpoint;
  readonly responses: Endpoint;
  readonly #settings: HeadroomClientSettings;
  readonly #options: Parameters;
  readonly #mode: Mode;
  #opened: Promise<{ readonly store: Store; readonly session: Session }> | undefined;
  #original: Promise<unknown> | undefined;

  constructor(settings: HeadroomClientSettings = {}) {
    const { originalClient: _client, provider: _provider, defaultMode = 'audit', ...options } = settings;
    if (!isMode(defaultMode)) {
      throw new OptionError(
        'defaultMode',
        `defaultMode is ${JSON.stringify(defaultMode)}. Give one of ${modes.join(', ')}.`,
      );
    }
    parseOptions(options, 'proxy');
    this.#settings = settings;
    this.#options = options;
    this.#mode = defaultMode;
    this.chat = { completions: this.#endpoint(['chat', 'completions'], 'openai-chat') };
    this.messages = this.#endpoint(['messages'], 'anthropic');
    this.responses = this.#endpoint(['responses'], 'openai-responses');
  }

  /** The newest exchanges in the store. */
  async getMetrics({ limit = 100 }: { readonly limit?: number } = {}): Promise<readonly ExchangeSummary[]> {
    const { store, session } = await this.#open();
    await session.flush();
    return store.metrics(limit);
  }

  /** Everything in the store, summed up. */
  async getSummary(): Promise<StoreSummary> {
    const { store, session } = await this.#open();
    await session.flush();
    return store.summary();
  }

  /** What this client did since it was made. */
  async getStats(): Promise<SessionStats & { readonly mode: Mode }> {
    const { session } = await this.#open();
    await session.flush();
    return { ...session.stats, mode: this.#mode };
  }

  /** The text that a marker's handle names. */
  async retrieve(handle: string): Promise<string | undefined> {
    const { store } = await this.#open();
    return store.original(handle);
  }

  async validateSetup(): Promise<SetupReport> {
    const checks = [
      this.#client().then(client => {
        if (typeof client !== 'object' || client === null) throw new Error('originalClient is not a client.');
      }),
      this.#open(),
    ];
    const results = await Promise.allSettled(checks);
    const problems = results.flatMap(result => (result.status === 'rejected' ? [messageOf(result.reason)] : []));
    return { ok: problems.length === 0, problems };
  }

  /** Writes what is recorded and lets the store go. */
  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    this.#opened = undefined;
    await opened?.session.flush();
    await opened?.store.close();
  }

  #endpoint(path: readonly string[], format: WireFormat): Endpoint {
    return {
      create: async (given, ...rest) => {
        const call = splitAsked(given);
        const { parameters, finish } = await this.#prepare(call, format);
        const answer = await callMethod(await this.#client(), [...path, 'create'], [parameters, ...rest]);
        finish(answer);
        return answer;
      },
      simulate: given => {
        const { parameters, options } = splitAsked(given);
        const body = Buffer.from(JSON.stringify(parameters));
        // The stateful doors judge new blocks at birth, without a protected window.
        return simulateOnDemand({ body, format, options: { protectRecent: 0, ...this.#options, ...options } });
      },
    };
  }

  /** A store that cannot be opened must not cost the call; `validateSetup` tells of it. */
  async #prepare(call: AskedCall, format: WireFormat): Promise<PreparedCall> {
    const opened = await this.#open().catch(() => undefined);
    if (opened === undefined) return { parameters: call.parameters, finish: () => {} };
    return opened.session.prepare(call, format, call.mode ?? this.#mode);
  }

  #open(): Promise<{ readonly store: Store; readonly session: Session }> {
    this.#opened ??= openLibraryStore(this.#settings.storeUrl).then(store => ({
      store,
      session: new Session(store, this.#options),
    }));
    return this.#opened;
  }

  #client(): Promise<unknown> {
    const { originalClient, provider = 'openai' } = this.#settings;
    this.#original ??=
      originalClient === undefined ? providerOf(provider).createClient() : Promise.resolve(originalClient);
    return this.#original;
  }
}

/** Calls a method of a foreign object with its own `this`. */
function callMethod(client: unknown, path: readonly string[], args: readonly unknown[]): unknown {
  let owner: unknown;
  let value = client;
  for (const name of path) {
    owner = value;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  if (typeof value !== 'function') {
    throw new TypeError(`The original client has no ${path.join('.')}. Pass a client of the matching SDK.`);
  }
  return Reflect.apply(value, owner, [...args]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
