import http, { type Agent, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { headerOf, type RawHeaders, responseHeadersFor, trailerPairs } from './headers.ts';
import type { KeptBody } from './keptBody.ts';
import type { Upstream } from './upstreams.ts';

/** Header blocks up to this size pass in both directions; Node's own limit is 16 KB. */
export const maxHeaderBytes = 128 * 1024;

/** Connections to upstreams, kept alive and shared by all requests. */
export interface UpstreamAgents {
  readonly plain: Agent;
  readonly secure: https.Agent;
}

export interface OutgoingRequest {
  readonly upstream: Upstream;
  readonly method: string;
  readonly path: string;
  readonly headers: RawHeaders;
  readonly body: KeptBody | Uint8Array;
}

/** Looks on while an answer passes. */
export interface RelayWatcher {
  onSent(): void;
  onHead(status: number, headers: RawHeaders): void;
  onChunk(chunk: Uint8Array): void;
}

export type RelayOutcome =
  /** The answer went to the client; `isComplete` is false when either side broke it off. */
  | { readonly kind: 'answered'; readonly status: number; readonly isComplete: boolean }
  | { readonly kind: 'clientLeft' }
  /** Nothing has been sent to the client. */
  | { readonly kind: 'unreachable'; readonly error: Error };

/** Sends a request on and its answer back, byte for byte, each no faster than the other side takes it. */
export function relay(
  response: ServerResponse,
  outgoing: OutgoingRequest,
  agents: UpstreamAgents,
  watcher?: RelayWatcher,
): Promise<RelayOutcome> {
  return new Promise(resolve => {
    let upstreamRequest: ClientRequest | undefined;
    let hasClientLeft = response.destroyed;
    response.once('close', () => {
      if (response.writableFinished) return;
      hasClientLeft = true;
      upstreamRequest?.destroy();
    });
    if (hasClientLeft) return resolve({ kind: 'clientLeft' });

    const attempt = (isRetry: boolean): void => {
      const request = openRequest(outgoing, agents);
      upstreamRequest = request;
      let hasAnswer = false;
      request.on('response', answer => {
        hasAnswer = true;
        relayAnswer(answer, response, watcher).then(resolve, error => resolve({ kind: 'unreachable', error }));
      });
      request.on('continue', () => response.writeContinue());
      request.on('error', error => {
        if (hasAnswer) return;
        if (hasClientLeft) return resolve({ kind: 'clientLeft' });
        if (!isRetry && diedIdle(request, error) && canResend(outgoing.body)) {
          dropIdleSockets(outgoing, agents);
          return attempt(true);
        }
        resolve({ kind: 'unreachable', error });
      });
      sendBody(request, outgoing);
      watcher?.onSent();
    };
    try {
      attempt(false);
    } catch (error) {
      // Node refuses some paths and header values that its parser lets in.
      resolve({ kind: 'unreachable', error: error instanceof Error ? error : new Error(String(error)) });
    }
  });
}

/** A flat header array makes Node write names, order and repetitions exactly as they are. */
function openRequest({ upstream, method, path, headers }: OutgoingRequest, agents: UpstreamAgents): ClientRequest {
  const options = {
    host: upstream.hostname,
    port: upstream.port,
    method,
    path,
    headers: isUnframed(method, headers) ? [...headers, 'content-length', '0'] : headers,
    maxHeaderSize: maxHeaderBytes,
    setHost: false,
  };
  return upstream.secure
    ? https.request({ ...options, agent: agents.secure })
    : http.request({ ...options, agent: agents.plain });
}

/** Without a length Node would announce chunks where the client sent no body at all. */
function isUnframed(method: string, headers: RawHeaders): boolean {
  return (
    ['POST', 'PUT', 'PATCH'].includes(method) &&
    headerOf(headers, 'content-length') === undefined &&
    headerOf(headers, 'transfer-encoding') === undefined
  );
}

function sendBody(request: ClientRequest, { body, headers }: OutgoingRequest): void {
  if (body instanceof Uint8Array) {
    request.end(body);
    return;
  }
  // An `Expect: 100-continue` must reach the upstream before there is any body to send with it.
  if (headerOf(headers, 'expect') !== undefined) request.flushHeaders();
  body.flowInto(request);
}

/** A kept-alive connection that the other side has given up fails on its next use; nothing of the request was processed. */
function diedIdle(request: ClientRequest, error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
}

function canResend(body: KeptBody | Uint8Array): boolean {
  return body instanceof Uint8Array || body.isWhole;
}

/** When one idle connection is dead, its siblings usually are too: after sleep, after a change of network. */
function dropIdleSockets({ upstream }: OutgoingRequest, agents: UpstreamAgents): void {
  const agent = upstream.secure ? agents.secure : agents.plain;
  const prefix = `${upstream.hostname}:${upstream.port}:`;
  for (const [name, sockets] of Object.entries(agent.freeSockets)) {
    if (name.startsWith(prefix)) for (const socket of [...(sockets ?? [])]) socket.destroy();
  }
}

async function relayAnswer(
  answer: IncomingMessage,
  response: ServerResponse,
  watcher: RelayWatcher | undefined,
): Promise<RelayOutcome> {
  const status = answer.statusCode ?? 502;
  try {
    // Only the upstream's own date, reason and headers.
    response.sendDate = false;
    if (!response.req.complete) response.shouldKeepAlive = response.req.headers.expect === undefined;
    response.writeHead(status, answer.statusMessage ?? '', responseHeadersFor(answer.rawHeaders));
  } catch (error) {
    answer.destroy();
    throw error;
  }
  watcher?.onHead(status, answer.rawHeaders);
  return new Promise(resolve => {
    answer.on('data', (chunk: Buffer) => {
      if (!response.write(chunk)) answer.pause();
      watcher?.onChunk(chunk);
    });
    response.on('drain', () => answer.resume());
    answer.once('end', () => {
      if (answer.rawTrailers.length > 0) response.addTrailers(trailerPairs(answer.rawTrailers));
      response.end();
    });
    // A second head is impossible and an invented end would be a lie: the client sees the break that it would have seen.
    answer.once('error', () => response.destroy());
    answer.once('close', () => {
      if (!answer.complete) response.destroy();
    });
    response.once('close', () =>
      resolve({ kind: 'answered', status, isComplete: answer.complete && response.writableFinished }),
    );
    flushSlowHead(answer, response);
  });
}

/** Head and first bytes share a packet when they come together; a slow body must not hold back its head. */
function flushSlowHead(answer: IncomingMessage, response: ServerResponse): void {
  let hasBegun = false;
  answer.once('data', () => {
    hasBegun = true;
  });
  setImmediate(() => {
    if (!hasBegun && !response.writableEnded && !response.destroyed) response.flushHeaders();
  });
}
