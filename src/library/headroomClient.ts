import { simulateOnDemand } from '../process/onDemand/onDemand.ts';
import { isMode, type Mode, modes } from '../shared/modes.ts';
import { OptionError, parseOptions } from '../shared/options.ts';
import type { ExchangeSummary, WireFormat } from '../shared/records.ts';
import type { Store, StoreSummary } from '../store/store.ts';
import { type AskedCall, splitAsked } from './askedOptions.ts';
import { callMethod } from './callMethod.ts';
import type { At, Endpoint, UntypedEndpoint } from './endpoint.ts';
import { openLibraryStore } from './openLibraryStore.ts';
import { type PassedOn, PendingAnswer } from './pendingAnswer.ts';
import { type ProviderChoice, providerOf } from './providers.ts';
import { type PreparedCall, Session, type SessionStats, sentAsItIs } from './session.ts';

/** Options of the schema may stand beside these. */
export interface HeadroomClientSettings<Client = unknown> extends Readonly<Record<string, unknown>> {
  /** A client of the provider's SDK; made from the environment when absent. */
  readonly originalClient?: Client;
  /** `openai` by default. Only needed without `originalClient`. */
  readonly provider?: ProviderChoice;
  /** `audit` by default: requests are recorded and stay as they are. */
  readonly defaultMode?: Mode;
  readonly storeUrl?: string;
  readonly modelContextLimits?: Readonly<Record<string, number>>;
}

export interface SetupReport {
  readonly ok: boolean;
  /** What does not work and what to do about it. */
  readonly problems: readonly string[];
}

/** An endpoint with the types of the client's method at this path. */
type EndpointAt<Client, Path extends readonly string[]> = Endpoint<At<Client, [...Path, 'create']>>;

interface GivenCall {
  readonly given: object;
  readonly rest: readonly unknown[];
  readonly path: readonly string[];
  readonly format: WireFormat;
}

/** An SDK client whose requests are recorded and, in `optimize`, go out smaller. Streams and answers pass as they are. */
export class HeadroomClient<Client = unknown> {
  readonly chat: { readonly completions: EndpointAt<Client, ['chat', 'completions']> };
  readonly messages: EndpointAt<Client, ['messages']>;
  readonly responses: EndpointAt<Client, ['responses']>;
  readonly #settings: HeadroomClientSettings<Client>;
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #mode: Mode;
  #opened: Promise<{ readonly store: Store; readonly session: Session }> | undefined;
  #original: Promise<unknown> | undefined;

  constructor(settings: HeadroomClientSettings<Client> = {}) {
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
    await opened?.session.end();
    await opened?.store.close();
  }

  /** Its types are the client's own: what they promise is what the client's method keeps. */
  #endpoint<Path extends readonly string[]>(path: Path, format: WireFormat): EndpointAt<Client, Path> {
    const endpoint: UntypedEndpoint = {
      create: (given, ...rest) => new PendingAnswer(this.#passOn({ given, rest, path: [...path, 'create'], format })),
      simulate: async given => {
        const { parameters, options } = splitAsked({ ...given });
        const body = Buffer.from(JSON.stringify(parameters));
        // The stateful doors judge new blocks at birth, without a protected window.
        return simulateOnDemand({ body, format, options: { protectRecent: 0, ...this.#options, ...options } });
      },
    };
    return endpoint as unknown as EndpointAt<Client, Path>;
  }

  async #passOn({ given, rest, path, format }: GivenCall): Promise<PassedOn> {
    const client = await this.#client();
    const { parameters, answered, failed } = await this.#prepare(splitAsked({ ...given }), format);
    const promise = callMethod('The original client', client, { path, args: [parameters, ...rest] });
    return { promise, answered, failed };
  }

  /** A store that cannot be opened must not cost the call; `validateSetup` tells of it. */
  async #prepare(call: AskedCall, format: WireFormat): Promise<PreparedCall> {
    const opened = await this.#open().catch(() => undefined);
    if (opened === undefined) return sentAsItIs(call);
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
