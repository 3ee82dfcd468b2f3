import { detectEndpoint } from '../engine/conversation/detectFormat.ts';
import { unnamedProject } from '../shared/projects.ts';
import { say } from '../shared/sentences/say.ts';
import { type ClientFacts, readClientFacts } from './clientFacts.ts';
import { type Directives, readDirectives } from './directives.ts';
import type { RawHeaders } from './headers.ts';
import type { LiveSettings, Recorder } from './ports.ts';
import type { Route } from './route.ts';
import { MessageQueue, SocketMessages } from './socketMessages.ts';
import type { TunnelWatcher } from './tunnel.ts';
import type { Upstream } from './upstreams.ts';
import { type Answer, objectOf, textOf } from './wire/answer.ts';
import { readOpenAiResponses } from './wire/readOpenAiResponses.ts';

/** What recording needs of the proxy. */
interface SocketRecording {
  readonly settings: () => LiveSettings;
  readonly recorder: Recorder;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Records what passes over a WebSocket at a Responses path; other sockets are joined unread. */
export function watchResponses(
  parts: SocketRecording,
  of: { readonly headers: RawHeaders; readonly route: Route; readonly upstream: Upstream },
): TunnelWatcher | undefined {
  const endpoint = detectEndpoint(of.route.path);
  if (endpoint?.format !== 'openai-responses' || endpoint.purpose !== 'generate') return undefined;
  const exchanges = new SocketExchanges(parts, of);
  const queue = new MessageQueue();
  const fromClient = new SocketMessages(queue, message => exchanges.asked(message));
  const fromUpstream = new SocketMessages(queue, message => exchanges.answered(message));
  return {
    fromClient: bytes => fromClient.feed(bytes),
    fromUpstream: bytes => fromUpstream.feed(bytes),
    onEnd: () =>
      void queue.done().then(() => {
        fromClient.close();
        fromUpstream.close();
        exchanges.end();
      }),
  };
}

interface OpenExchange {
  readonly id: string;
  readonly body: Buffer;
  readonly settings: LiveSettings;
  readonly startedAt: number;
  readonly startMs: number;
  firstByteMs?: number;
  answer: Answer;
}

/** Messages that tell something begin with one of these types; all others are deltas of text and need no parsing. */
const telling = /"type"\s*:\s*"(?:response\.(?:created|completed|failed|incomplete)|error)"/;
const final = /"type"\s*:\s*"(?:response\.(?:completed|failed|incomplete)|error)"/;
const typeWithin = 400;

/**
 * Pairs what a client asks on a Responses WebSocket with what is answered, and records each pair as an exchange. The
 * messages pass as they are: they are deltas of a conversation that the provider keeps, so nothing in them is edited.
 */
class SocketExchanges {
  readonly #parts: SocketRecording;
  readonly #route: Route;
  readonly #upstream: Upstream;
  readonly #facts: ClientFacts;
  readonly #directives: Directives;
  #open: OpenExchange | undefined;

  constructor(
    parts: SocketRecording,
    { headers, route, upstream }: { readonly headers: RawHeaders; readonly route: Route; readonly upstream: Upstream },
  ) {
    this.#parts = parts;
    this.#route = route;
    this.#upstream = upstream;
    this.#facts = readClientFacts(headers);
    this.#directives = readDirectives(headers);
  }

  asked(message: Buffer): void {
    if (!message.includes('"response.create"')) return;
    const settings = this.#parts.settings();
    if (settings.isStopped || settings.mode === 'off' || this.#directives.bypass) return;
    this.#finish(499, say('fault.clientAgain'));
    const [id, startedAt] = [this.#parts.newId(), this.#parts.now()];
    this.#open = { id, startedAt, body: message, settings, startMs: performance.now(), answer: {} };
    this.#parts.recorder.started({ id, client: this.#facts.client, startedAt });
  }

  answered(message: Buffer): void {
    const open = this.#open;
    if (open === undefined) return;
    open.firstByteMs ??= performance.now();
    const head = message.subarray(0, typeWithin).toString('latin1');
    if (!telling.test(head)) return;
    const value = parsed(message);
    if (value === undefined) return;
    open.answer = readOpenAiResponses(value, open.answer);
    if (final.test(head)) this.#finish(statusOf(value));
  }

  /** The connection is over, and with it what was not answered. */
  end(): void {
    this.#finish(499, say('fault.connection'));
  }

  #finish(status: number, brokenBy?: string): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const { id, body, settings, startedAt, startMs, firstByteMs, answer } = open;
    const fault = brokenBy ?? (settings.mode === 'optimize' ? unedited : undefined);
    this.#parts.recorder.record({
      ...{ id, body, startedAt, status, ...this.#facts },
      project: this.#directives.project ?? this.#route.label ?? unnamedProject,
      provider: this.#upstream.name,
      format: 'openai-responses',
      ...{ mode: settings.mode, profile: settings.profile, options: settings.options },
      path: this.#route.path.replace(/\?.*$/s, ''),
      streamed: true,
      timings: {
        addedMs: 0,
        ...(firstByteMs !== undefined && { firstByteMs: firstByteMs - startMs }),
        totalMs: performance.now() - startMs,
      },
      ...{ requestBytes: body.byteLength, sentBytes: body.byteLength },
      ...{ settled: [], canRetrieve: false, limits: [] },
      ...(answer.model !== undefined && { model: answer.model }),
      ...(answer.usage !== undefined && { usage: answer.usage }),
      ...(fault !== undefined && { fault }),
    });
  }
}

const unedited = say('fault.webSocket');

function parsed(message: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    return objectOf(JSON.parse(message.toString('utf8')));
  } catch {
    return undefined;
  }
}

/** An error event says which status the same request would have had over HTTP. */
function statusOf(value: Readonly<Record<string, unknown>>): number {
  if (textOf(value.type) !== 'error') return 200;
  return typeof value.status === 'number' && value.status >= 400 ? value.status : 500;
}
