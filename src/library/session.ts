import { randomUUID } from 'node:crypto';
import type { ExchangeFacts } from '../engine/analysis/exchangeFacts.ts';
import { judgeBirth } from '../engine/plan/birth.ts';
import { counterFor } from '../engine/tokens/counters.ts';
import type { ModelClient } from '../models/modelClient.ts';
import { homeFolder } from '../process/instance/home.ts';
import { fetchModels, openModels } from '../process/judging/openModels.ts';
import { PictureJudge } from '../process/judging/pictureJudge.ts';
import { programFiles } from '../process/programFiles.ts';
import { Analyst } from '../process/recording/analyst.ts';
import type { Judge } from '../proxy/ports.ts';
import { type EditedRequest, RequestEditor } from '../proxy/requestEditor.ts';
import { type Answer, type AnswerReader, objectOf } from '../proxy/wire/answer.ts';
import { readAnthropic } from '../proxy/wire/readAnthropic.ts';
import { readOpenAiChat } from '../proxy/wire/readOpenAiChat.ts';
import { readOpenAiResponses } from '../proxy/wire/readOpenAiResponses.ts';
import type { Mode } from '../shared/modes.ts';
import { type Options, parseOptions } from '../shared/options.ts';
import type { WireFormat } from '../shared/records.ts';
import type { Store } from '../store/store.ts';
import type { AskedCall } from './askedOptions.ts';
import { takeTexts } from './takeTexts.ts';
import { watchStream } from './watchStream.ts';

/** Decisions of the library never mix with those of the proxy, which may use the same store. */
const project = 'library';

/** Judging happens on this thread, so a deadline could only throw finished work away. */
const deadlineMs = 30_000;

/** Pictures are judged in a process of their own, for which a program may wait a little longer than an agent. */
const pictureDeadlineMs = 5_000;

/** Totals of one client since it was made. */
export interface SessionStats {
  readonly requests: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
}

/** What a call sends, and whom to tell how it went. */
export interface PreparedCall {
  readonly parameters: unknown;
  /** Takes the provider's answer; of a stream, what it tells while it is read. */
  readonly answered: (answer: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** A call that nobody looks at. */
export function sentAsItIs({ parameters }: AskedCall): PreparedCall {
  return { parameters, answered: () => {}, failed: () => {} };
}

/** Judges blocks at birth, replays decisions and records exchanges, as the proxy does, inside this process. */
export class Session {
  readonly #store: Store;
  readonly #editor: RequestEditor;
  readonly #models: ModelClient;
  readonly #analyst = new Analyst();
  readonly #defaults: Readonly<Record<string, unknown>>;
  readonly #open = new Set<Promise<void>>();
  /** What ends the watch over each stream that is being read. */
  readonly #streams = new Set<() => void>();
  #stats: SessionStats = { requests: 0, tokensBefore: 0, tokensAfter: 0, tokensSaved: 0 };

  constructor(store: Store, defaults: Readonly<Record<string, unknown>>) {
    this.#store = store;
    this.#defaults = defaults;
    this.#models = modelsFor(parseOptions(defaults, 'proxy'));
    const pictures = new PictureJudge(this.#models);
    this.#editor = new RequestEditor({
      book: store,
      judge: judgeHere,
      handleKey: () => store.handleKey,
      deadlineMs,
      pictures: { judge: pictures, deadlineMs: pictureDeadlineMs, expect: () => pictures.prepare() },
      // The program that holds this client can fetch originals by itself.
      canRetrieve: () => store.keepsOriginals,
    });
  }

  get stats(): SessionStats {
    return this.#stats;
  }

  optionsFor({ options }: Pick<AskedCall, 'options'>): Options {
    return parseOptions({ ...this.#defaults, ...options }, 'proxy');
  }

  async prepare(call: AskedCall, format: WireFormat, mode: Mode): Promise<PreparedCall> {
    const options = this.optionsFor(call);
    const body = jsonBytes(call.parameters);
    if (mode === 'off' || body === undefined) return sentAsItIs(call);
    const mayJudge = mode === 'optimize';
    const startedAt = Date.now();
    const edited = await this.#editor.edit({ body, format, project, options, mayJudge });
    const facts = factsOf({ body, edited, format, mode, options, startedAt });
    const answered = (answer: unknown): void => this.#follow(answer, told => this.#record(facts, edited, told), format);
    if (edited.body === body) return { ...sentAsItIs(call), answered };
    return {
      parameters: takeTexts(call.parameters, JSON.parse(Buffer.from(edited.body).toString('utf8'))),
      answered,
      failed: error => this.#editor.observeAnswer(edited, statusOf(error)),
    };
  }

  /** Looks at no stream any more: what is still being read is recorded as far as it got. */
  async end(): Promise<void> {
    for (const end of [...this.#streams]) end();
    await this.#models.close();
    await this.flush();
  }

  /** Resolves when everything told so far has reached the store. */
  async flush(): Promise<void> {
    await Promise.all(this.#open);
    await this.#store.flush();
  }

  /** Reads an answer, or the chunks of a stream as its reader takes them. */
  #follow(answer: unknown, record: (told: Answer) => void, format: WireFormat): void {
    const read = readerOf(format);
    let told: Answer = {};
    const take = (value: unknown): void => {
      const fields = objectOf(value);
      if (fields !== undefined) told = read(fields, told);
    };
    const end = (): void => {
      if (this.#streams.delete(end)) record(told);
    };
    this.#streams.add(end);
    if (watchStream(answer, { onChunk: take, onEnd: end })) return;
    take(answer);
    end();
  }

  #record(facts: ExchangeFacts, edited: EditedRequest, { usage }: Answer): void {
    this.#editor.finished(edited, usage);
    const totalMs = Date.now() - facts.startedAt;
    const told = { ...facts, timings: { ...facts.timings, totalMs }, ...(usage !== undefined && { usage }) };
    const work = this.#analyze(told)
      // The call itself was served; only its record is missing.
      .catch(() => {})
      .finally(() => this.#open.delete(work));
    this.#open.add(work);
  }

  async #analyze(facts: ExchangeFacts): Promise<void> {
    const { detail, texts } = await this.#analyst.analyze(facts);
    this.#store.record({ exchange: detail, texts: [...texts].map(([hash, text]) => ({ hash, text })) });
    const { requests, tokensBefore, tokensAfter, tokensSaved } = this.#stats;
    const isSent = facts.mode !== 'simulate';
    this.#stats = {
      requests: requests + 1,
      tokensBefore: tokensBefore + detail.tokensBefore,
      tokensAfter: tokensAfter + (isSent ? detail.tokensAfter : detail.tokensBefore),
      tokensSaved: tokensSaved + (isSent ? detail.tokensBefore - detail.tokensAfter : 0),
    };
  }
}

/** Those that options name are downloaded beside the calls, which use the shipped ones until then. */
function modelsFor(options: Options): ModelClient {
  const files = programFiles(import.meta.url);
  const models = openModels({ files, options });
  const environment = process.env;
  void fetchModels(models, { files, options, environment, home: homeFolder(environment), log: console.warn });
  return models;
}

/** What JSON cannot hold (a cycle, a BigInt) is not for us to judge: the SDK says what is wrong with it. */
function jsonBytes(parameters: unknown): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(parameters));
  } catch {
    return undefined;
  }
}

/** SDK errors carry the HTTP status of the answer. */
function statusOf(error: unknown): number {
  const status = objectOf(error)?.status;
  return typeof status === 'number' ? status : 0;
}

const judgeHere: Judge = {
  async judge(births, context) {
    const counter = await counterFor(context.model);
    return births.map(birth => judgeBirth(birth, { ...context, counter }));
  },
};

interface CallFacts {
  readonly body: Uint8Array;
  readonly edited: EditedRequest;
  readonly format: WireFormat;
  readonly mode: Mode;
  readonly options: Options;
  readonly startedAt: number;
}

function factsOf({ body, edited, format, mode, options, startedAt }: CallFacts): ExchangeFacts {
  return {
    id: randomUUID(),
    project,
    client: 'library',
    provider: format === 'anthropic' ? 'anthropic' : 'openai',
    format,
    mode,
    profile: options.savingsProfile,
    options,
    startedAt,
    path: `library/${format}`,
    status: 200,
    streamed: edited.index?.stream ?? false,
    timings: { addedMs: Date.now() - startedAt, totalMs: 0 },
    requestBytes: body.byteLength,
    sentBytes: edited.body.byteLength,
    body,
    settled: edited.settled,
    canRetrieve: edited.canRetrieve,
    limits: [],
    ...(edited.fault !== undefined && { fault: edited.fault }),
  };
}

function readerOf(format: WireFormat): AnswerReader {
  if (format === 'anthropic') return readAnthropic;
  return format === 'openai-responses' ? readOpenAiResponses : readOpenAiChat;
}
