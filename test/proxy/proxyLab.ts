import { createHash } from 'node:crypto';
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import net from 'node:net';
import type { ExchangeFacts } from '../../src/engine/analysis/exchangeFacts.ts';
import type { Birth, BirthOutcome } from '../../src/engine/plan/birth.ts';
import { type Claim, takeClaim } from '../../src/engine/plan/claim.ts';
import type { Decision, DecisionBook, Original } from '../../src/engine/plan/decision.ts';
import type { AdminHandlers, Judge, LiveSettings, Recorder } from '../../src/proxy/ports.ts';
import { type ProxyConfig, ProxyServer } from '../../src/proxy/proxyServer.ts';
import { defaultOptions } from '../../src/shared/options.ts';
import type { PanelEvent } from '../../src/shared/panelProtocol.ts';

/** Everything that a test starts; `stop` ends it in reverse order. */
export class Lab {
  readonly #ends: (() => Promise<unknown> | unknown)[] = [];

  /** An upstream that answers as the test says and records what arrived. */
  async upstream(answer: (request: SeenRequest, response: ServerResponse) => void): Promise<ScriptedUpstream> {
    const upstream = new ScriptedUpstream(answer);
    await upstream.listen();
    this.#ends.push(() => upstream.close());
    return upstream;
  }

  async proxy(upstreamUrl: string, given: Partial<ProxyGiven> = {}): Promise<TestProxy> {
    const proxy = new TestProxy(upstreamUrl, given);
    await proxy.listen();
    this.#ends.push(() => proxy.server.close(0));
    return proxy;
  }

  onStop(end: () => Promise<unknown> | unknown): void {
    this.#ends.push(end);
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}

export interface SeenRequest {
  readonly message: IncomingMessage;
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export class ScriptedUpstream {
  readonly server: Server;
  readonly seen: SeenRequest[] = [];

  constructor(answer: (request: SeenRequest, response: ServerResponse) => void) {
    this.server = http.createServer({ maxHeaderSize: 256 * 1024 }, (message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        const request: SeenRequest = {
          message,
          method: message.method ?? '',
          url: message.url ?? '',
          rawHeaders: message.rawHeaders,
          body: Buffer.concat(chunks),
        };
        this.seen.push(request);
        answer(request, response);
      });
    });
  }

  get last(): SeenRequest {
    const last = this.seen.at(-1);
    if (last === undefined) throw new Error('The upstream has seen nothing.');
    return last;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  listen(): Promise<void> {
    return new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => this.server.close(() => resolve()));
  }
}

interface ProxyGiven {
  readonly settings: Partial<LiveSettings>;
  readonly judge: Judge;
  readonly book: FakeBook;
  readonly admin: Partial<AdminHandlers>;
  readonly deadlineMs: number;
  readonly maxBodyBytes: number;
  readonly config: Partial<ProxyConfig>;
}

export const testToken = 'test-token';

export class TestProxy {
  readonly server: ProxyServer;
  readonly recorder = new FakeRecorder();
  readonly book: FakeBook;
  settings: LiveSettings;

  constructor(upstreamUrl: string, given: Partial<ProxyGiven>) {
    this.settings = {
      mode: 'audit',
      profile: 'balanced',
      options: defaultOptions('proxy'),
      isStopped: false,
      ...given.settings,
    };
    this.book = given.book ?? new FakeBook();
    let id = 0;
    this.server = new ProxyServer({
      token: testToken,
      upstreams: {
        anthropic: upstreamUrl,
        openai: upstreamUrl,
        google: upstreamUrl,
        copilot: upstreamUrl,
        mine: upstreamUrl,
      },
      settings: () => this.settings,
      optionsFor: settings => settings.options,
      editing: {
        book: this.book,
        judge: given.judge ?? new FakeJudge(),
        handleKey: () => new Uint8Array(32),
        deadlineMs: given.deadlineMs ?? 150,
        canRetrieve: () => true,
      },
      recorder: this.recorder,
      admin: { ...noAdmin, ...given.admin },
      maxBodyBytes: given.maxBodyBytes ?? 8 * 1024 * 1024,
      newId: () => `exchange-${++id}`,
      now: () => 1_800_000_000_000,
      ...given.config,
    });
  }

  get port(): number {
    return this.server.port;
  }

  listen(): Promise<void> {
    return this.server.listen(0);
  }
}

export class FakeRecorder implements Recorder {
  readonly startedIds: string[] = [];
  readonly records: ExchangeFacts[] = [];
  #waiting: (() => void)[] = [];

  started(exchange: { readonly id: string }): void {
    this.startedIds.push(exchange.id);
  }

  record(facts: ExchangeFacts): void {
    this.records.push(facts);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** The newest record, once there are so many. */
  async nth(count: number): Promise<ExchangeFacts> {
    while (this.records.length < count) await new Promise<void>(resolve => this.#waiting.push(resolve));
    const record = this.records[count - 1];
    if (record === undefined) throw new Error('No record.');
    return record;
  }
}

/** Remembers decisions in a map; `failing` makes every commit fail. */
export class FakeBook implements DecisionBook {
  readonly decisions = new Map<string, Decision>();
  readonly originals: Original[] = [];
  commits = 0;
  failing = false;
  /** Before a commit can no longer be undone, and after. */
  delayMs = 0;
  syncMs = 0;

  find(project: string, identity: string): Decision | undefined {
    return this.decisions.get(`${project} ${identity}`);
  }

  hasReplacements(project: string): boolean {
    return [...this.decisions].some(
      ([key, decision]) => key.startsWith(`${project} `) && decision.outcome.kind === 'replace',
    );
  }

  async commit(
    project: string,
    decisions: readonly Decision[],
    originals: readonly Original[],
    claim?: Claim,
  ): Promise<void> {
    this.commits++;
    if (this.delayMs > 0) await new Promise(resolve => setTimeout(resolve, this.delayMs));
    if (this.failing) throw new Error('disk full');
    if (claim !== undefined && !takeClaim(claim)) throw new Error('withdrawn');
    if (this.syncMs > 0) await new Promise(resolve => setTimeout(resolve, this.syncMs));
    for (const decision of decisions) this.decisions.set(`${project} ${decision.identity}`, decision);
    this.originals.push(...originals);
  }
}

/** Replaces every text by its length, as an omission would. */
export class FakeJudge implements Judge {
  calls = 0;
  finished = 0;
  delayMs = 0;
  failing = false;

  async judge(births: readonly Birth[], _context?: unknown, _deadlineMs?: number): Promise<readonly BirthOutcome[]> {
    this.calls++;
    if (this.delayMs > 0) await new Promise(resolve => setTimeout(resolve, this.delayMs));
    this.finished++;
    if (this.failing) throw new Error('worker died');
    return births.map(birth => ({
      decision: {
        identity: birth.identity,
        outcome: {
          kind: 'replace',
          transform: 'fake',
          grade: 'omission',
          output: `[${birth.subject.text.length} "chars"]`,
          reason: 'a fake',
          handle: birth.handle,
        },
        tokensBefore: 100,
        tokensAfter: 3,
      },
      original: { handle: birth.handle, text: birth.subject.text },
    }));
  }
}

const noAdmin: AdminHandlers = {
  health: () => ({ product: 'headroom-context-mri', status: 'ok', version: '0.0.0', mode: 'audit', pid: 1 }),
  query: async () => ({}),
  retrieve: async () => ({ kind: 'missing', message: 'nothing is kept' }),
  compress: async posted => Buffer.from(posted).toString('utf8'),
  compressText: async ({ text }) => ({ text, tokensBefore: 1, tokensAfter: 1, transform: 'none', reason: 'a fake' }),
  stats: async () => ({}),
  metrics: async () => [],
  telemetry: () => undefined,
  shutdown: () => undefined,
  subscribe: (_listener: (event: PanelEvent) => void) => () => undefined,
  windowOpened: () => () => undefined,
  pageFile: async () => undefined,
};

export interface Reply {
  readonly status: number;
  readonly statusMessage: string;
  readonly rawHeaders: readonly string[];
  readonly rawTrailers: readonly string[];
  readonly body: Buffer;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
  readonly agent?: http.Agent;
}

/** One request with exactly these headers beside `Host`. */
export function send(port: number, sent: Sent = {}): Promise<Reply> {
  const { method = 'POST', path = '/v1/messages', headers = [], body } = sent;
  const framed = body === undefined ? [] : ['content-length', String(Buffer.byteLength(body))];
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: ['Host', `127.0.0.1:${port}`, ...headers, ...framed],
      maxHeaderSize: 256 * 1024,
      ...(sent.agent !== undefined && { agent: sent.agent }),
    });
    request.once('error', reject);
    request.once('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          statusMessage: response.statusMessage ?? '',
          rawHeaders: response.rawHeaders,
          rawTrailers: response.rawTrailers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.end(body);
  });
}

/** Writes bytes to a socket and collects what comes back until the other side closes. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', reject);
    socket.once('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.write(text);
  });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A request in which the model called a tool and the client answers with `result`; it is the live zone. */
export function toolLoop(result: string, more: { readonly id?: string; readonly model?: string } = {}): string {
  const id = more.id ?? 'toolu_1';
  return JSON.stringify({
    model: more.model ?? 'claude-sonnet-4-5',
    max_tokens: 100,
    messages: [
      { role: 'user', content: 'run the tests' },
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'npm test' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: result }] },
    ],
  });
}

export const jsonHeaders: readonly string[] = ['content-type', 'application/json', 'anthropic-version', '2023-06-01'];

/** A small answer with usage, as Anthropic gives it. */
export const messageBody = JSON.stringify({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5-20250929',
  content: [{ type: 'text', text: 'ok' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 3, cache_creation_input_tokens: 2 },
});

export function answerJson(response: ServerResponse, body: string = messageBody, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
