import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { AnthropicMock } from './anthropicMock.ts';
import { type CopilotAccountOptions, copilotAccount } from './copilotAccountMock.ts';
import { GeminiMock, geminiCall } from './geminiMock.ts';
import { OpenAiChatMock } from './openaiChatMock.ts';
import { OpenAiResponsesMock } from './openaiResponsesMock.ts';
import { serveResponses } from './responsesSocket.ts';
import type { MockScript } from './script.ts';

export interface SseEvent {
  readonly event?: string;
  readonly data: string;
}

export type MockResponse =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'events'; readonly events: readonly SseEvent[] };

/** What a mocked API may use. */
export interface MockContext {
  script: MockScript;
  readonly countTokens: (text: string) => number;
  readonly nowMs: () => number;
  readonly nextId: (prefix: string) => string;
}

/** A request as it arrived, so that tests can prove what went over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sha256: string;
}

export interface MockUpstreamOptions {
  readonly script: MockScript;
  /** Pause before each streamed event, in milliseconds. */
  readonly eventDelayMs?: number;
  /** Four bytes per token unless told otherwise. */
  readonly countTokens?: (text: string) => number;
  /** Answers as a Copilot plan's API and sign-in too. */
  readonly copilot?: CopilotAccountOptions;
}

/** A stand-in for the providers' APIs on the loopback interface, with a scripted model behind it. */
export class MockUpstream {
  readonly requests: RecordedRequest[] = [];
  readonly #server: Server;
  readonly #context: MockContext;
  #eventDelayMs: number;
  readonly #anthropic = new AnthropicMock();
  readonly #openAiChat = new OpenAiChatMock();
  readonly #openAiResponses = new OpenAiResponsesMock();
  readonly #gemini = new GeminiMock();
  #copilot: CopilotAccountOptions | undefined;

  private constructor(options: MockUpstreamOptions) {
    let lastId = 0;
    this.#eventDelayMs = options.eventDelayMs ?? 0;
    this.#copilot = options.copilot;
    this.#context = {
      script: options.script,
      countTokens: options.countTokens ?? (text => Math.ceil(Buffer.byteLength(text) / 4)),
      nowMs: Date.now,
      nextId: prefix =>
        `${prefix}${String(++lastId).padStart(8, '0')}${createHash('sha256').update(`${process.pid}.${lastId}`).digest('hex').slice(0, 16)}`,
    };
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        sendJson(response, 400, { type: 'error', error: { type: 'invalid_request_error', message: String(error) } });
      });
    });
    serveResponses(this.#server, (message, path) => {
      this.#keep({ method: 'WS', path, rawHeaders: [], body: message });
      return this.#openAiResponses.converse(JSON.parse(message.toString('utf8')), this.#context);
    });
  }

  static async start(options: MockUpstreamOptions): Promise<MockUpstream> {
    const mock = new MockUpstream(options);
    await new Promise<void>(resolve => mock.#server.listen(0, '127.0.0.1', resolve));
    return mock;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Gives the model another part to play, from the next request on. */
  play(script: MockScript): void {
    this.#context.script = script;
  }

  /** Pauses before each streamed event from now on, so that somebody can leave in the middle. */
  slowDown(eventDelayMs: number): void {
    this.#eventDelayMs = eventDelayMs;
  }

  /** The model that Copilot's service chooses from now on, for conversations that leave the choice to it. */
  chooseModel(defaultModel: string): void {
    if (this.#copilot !== undefined) this.#copilot = { ...this.#copilot, defaultModel };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const path = request.url ?? '/';
    const method = request.method ?? '';
    this.#keep({ method, path, rawHeaders: request.rawHeaders, body });
    const call = { method, path: path.replace(/\?.*$/, ''), host: request.headers.host ?? '' };
    const account = this.#copilot === undefined ? undefined : copilotAccount(call, this.#copilot);
    const answer = account ?? this.#answer(method, call.path, decodeBody(body, request));
    if (answer.kind === 'json') return sendJson(response, answer.status, answer.body);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'request-id': 'req_mock',
      ...this.#limits(),
    });
    for (const { event, data } of answer.events) {
      if (this.#eventDelayMs > 0) await sleep(this.#eventDelayMs);
      response.write(`${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`);
    }
    response.end();
  }

  #keep(request: Omit<RecordedRequest, 'sha256'>): void {
    this.requests.push({ ...request, sha256: createHash('sha256').update(request.body).digest('hex') });
  }

  /** What the provider would say about its limit of input tokens per minute. */
  #limits(): Readonly<Record<string, string>> {
    const limit = 400_000;
    const used = this.requests.reduce((sum, { body }) => sum + Math.ceil(body.byteLength / 4), 0);
    return {
      'anthropic-ratelimit-input-tokens-limit': String(limit),
      'anthropic-ratelimit-input-tokens-remaining': String(Math.max(0, limit - used)),
      'anthropic-ratelimit-input-tokens-reset': new Date(this.#context.nowMs() + 60_000).toISOString(),
    };
  }

  #answer(method: string, path: string, body: string): MockResponse {
    if (method !== 'POST') return { kind: 'json', status: 200, body: { data: [], object: 'list' } };
    const parsed: unknown = JSON.parse(body);
    if (path.endsWith('/messages/count_tokens')) return this.#anthropic.countTokens(parsed, this.#context);
    if (path.endsWith('/messages')) return this.#anthropic.respond(parsed, this.#context);
    if (path.endsWith('/chat/completions')) return this.#openAiChat.respond(parsed, this.#context);
    if (path.endsWith('/responses')) return this.#openAiResponses.respond(parsed, this.#context);
    const gemini = geminiCall(path);
    if (gemini !== undefined) return this.#gemini.respond(parsed, gemini, this.#context);
    return {
      kind: 'json',
      status: 404,
      body: { error: { type: 'not_found_error', message: `The mock has no ${path}` } },
    };
  }
}

function decodeBody(body: Buffer, request: IncomingMessage): string {
  switch (request.headers['content-encoding']) {
    case 'gzip':
      return gunzipSync(body).toString('utf8');
    case 'br':
      return brotliDecompressSync(body).toString('utf8');
    case 'zstd':
      return zstdDecompressSync(body).toString('utf8');
    default:
      return body.toString('utf8');
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'request-id': 'req_mock',
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
  });
  response.end(JSON.stringify(body));
}
