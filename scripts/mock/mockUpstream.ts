import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { AnthropicMock } from './anthropicMock.ts';
import { OpenAiChatMock } from './openaiChatMock.ts';
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
}

/** A stand-in for the Anthropic and OpenAI APIs on the loopback interface, with a scripted model behind it. */
export class MockUpstream {
  readonly requests: RecordedRequest[] = [];
  readonly #server: Server;
  readonly #context: MockContext;
  readonly #eventDelayMs: number;
  readonly #anthropic = new AnthropicMock();
  readonly #openAiChat = new OpenAiChatMock();

  private constructor(options: MockUpstreamOptions) {
    let lastId = 0;
    this.#eventDelayMs = options.eventDelayMs ?? 0;
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

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const path = request.url ?? '/';
    const sha256 = createHash('sha256').update(body).digest('hex');
    this.requests.push({ method: request.method ?? '', path, rawHeaders: request.rawHeaders, body, sha256 });
    const answer = this.#answer(request.method ?? '', path.replace(/\?.*$/, ''), decodeBody(body, request));
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
