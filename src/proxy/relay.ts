import type { ClientRequest, IncomingMessage, InformationEvent, ServerResponse } from 'node:http';
import { headerOf, type RawHeaders, responseHeadersFor, trailerPairs } from './headers.ts';
import type { KeptBody } from './keptBody.ts';
import type { Upstream } from './upstreams.ts';
import type { WayOut } from './wayOut.ts';

/** Header blocks up to this size pass in both directions; Node's own limit is 16 KB. */
export const maxHeaderBytes = 128 * 1024;

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
  /** The answer went to the client, as far as `brokenBy` tells nothing else. */
  | { readonly kind: 'answered'; readonly status: number; readonly brokenBy?: 'client' | 'upstream' }
  | { readonly kind: 'clientLeft' }
  /** Nothing has been sent to the client. */
  | { readonly kind: 'unreachable'; readonly error: Error };

/** Sends a request on and its answer back, byte for byte, each no faster than the other side takes it. */
export function relay(
  response: ServerResponse,
  outgoing: OutgoingRequest,
  wayOut: WayOut,
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
      const request = openRequest(outgoing, wayOut);
      const wasRefusedAtOnce = watchConnection(request);
      upstreamRequest = request;
      let hasAnswer = false;
      request.on('response', answer => {
        hasAnswer = true;
        relayAnswer(answer, response, watcher).then(resolve, error => resolve({ kind: 'unreachable', error }));
      });
      request.on('continue', () => response.writeContinue());
      request.on('information', hints => relayHints(hints, response));
      request.on('error', error => {
        if (hasAnswer) return;
        if (hasClientLeft) return resolve({ kind: 'clientLeft' });
        const isHarmless = idempotentMethods.includes(outgoing.method) || wasRefusedAtOnce();
        if (!isRetry && isHarmless && diedInUse(request, error) && canResend(outgoing.body)) {
          wayOut.dropIdle(outgoing.upstream);
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

function openRequest({ upstream, method, path, headers }: OutgoingRequest, wayOut: WayOut): ClientRequest {
  return wayOut.request(upstream, {
    method,
    path,
    headers: isUnframed(method, headers) ? [...headers, 'content-length', '0'] : headers,
    maxHeaderSize: maxHeaderBytes,
  });
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

/** Done twice they do the same as once (RFC 9110 §9.2.2), so that it does not matter whether the first one was worked on. */
const idempotentMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

/** Longer than a refusal travels. What breaks later may have been worked on: sent again it would be done, and paid, twice. */
const refusalMs = 1000;

/** Whether the other side, having given the connection up while it was idle, broke it off at the first bytes of the request. */
function watchConnection(request: ClientRequest): () => boolean {
  let isUntouched = (): boolean => true;
  request.once('socket', socket => {
    const { bytesRead } = socket;
    const atMs = performance.now();
    isUntouched = () => socket.bytesRead === bytesRead && performance.now() - atMs < refusalMs;
  });
  return () => isUntouched();
}

/** A kept-alive connection that the other side has given up fails on its next use. */
function diedInUse(request: ClientRequest, error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
}

function canResend(body: KeptBody | Uint8Array): boolean {
  return body instanceof Uint8Array || body.isWhole;
}

/** Of the answers before the answer, `103 Early Hints` is one that clients can use; `100` has its own event. */
function relayHints({ statusCode, headers }: InformationEvent, response: ServerResponse): void {
  const { link, ...others } = headers;
  if (statusCode !== 103 || link === undefined || response.headersSent || response.req.httpVersion === '1.0') return;
  try {
    const values = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    response.writeEarlyHints({ ...Object.fromEntries(values), link });
  } catch {
    // A hint that Node refuses to write is only a hint.
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
    // Whether a client that was not told to go on still sends its body, nobody can tell: the next request could be that.
    if (!response.req.complete && response.req.headers.expect !== undefined) response.shouldKeepAlive = false;
    response.writeHead(status, answer.statusMessage ?? '', responseHeadersFor(answer.rawHeaders));
  } catch (error) {
    answer.destroy();
    throw error;
  }
  watcher?.onHead(status, answer.rawHeaders);
  return new Promise(resolve => {
    let hasUpstreamBroken = false;
    const breakOff = (): void => {
      hasUpstreamBroken = true;
      response.destroy();
    };
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
    answer.once('error', breakOff);
    answer.once('close', () => {
      if (!answer.complete) breakOff();
    });
    response.once('close', () => {
      const isComplete = answer.complete && response.writableFinished;
      const brokenBy = hasUpstreamBroken ? 'upstream' : 'client';
      resolve({ kind: 'answered', status, ...(!isComplete && { brokenBy }) });
    });
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
