import http, { type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { explainUnreachable } from './explainUnreachable.ts';
import { type RawHeaders, responseHeadersFor, upgradeHeadersFor } from './headers.ts';
import { maxHeaderBytes } from './relay.ts';
import { pathAt, type Upstream } from './upstreams.ts';
import type { WayOut } from './wayOut.ts';

/** A client's connection that asks for another protocol, with the bytes that came behind its head. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

export interface TunnelTarget {
  readonly upstream: Upstream;
  readonly path: string;
  /** Looks on when both sides have agreed. */
  readonly watcher?: TunnelWatcher;
}

/** Sees the bytes of both directions, and changes none. */
export interface TunnelWatcher {
  fromClient(bytes: Uint8Array): void;
  fromUpstream(bytes: Uint8Array): void;
  onEnd(): void;
}

/**
 * Passes an upgrade (WebSocket) to the upstream and joins the two connections when it agrees. A refusal travels back as
 * the upstream spoke it, so that clients fall back to HTTP as they do without us.
 */
export function tunnel({ request, socket, head }: UpgradeRequest, to: TunnelTarget, wayOut: WayOut): void {
  const { upstream, path, watcher } = to;
  const outgoing = wayOut.upgrade(upstream, {
    method: request.method ?? 'GET',
    path: pathAt(upstream, path),
    headers: upgradeHeadersFor(request.rawHeaders, upstream.host),
    maxHeaderSize: maxHeaderBytes,
  });
  socket.on('error', () => outgoing.destroy());
  socket.once('close', () => outgoing.destroy());
  outgoing.on('upgrade', (answer, upstreamSocket, upstreamHead) => {
    socket.write(headOf(answer, answer.rawHeaders));
    if (upstreamHead.length > 0) socket.write(upstreamHead);
    socket.unpipe(outgoing);
    if (head.length > 0) upstreamSocket.write(head);
    if (watcher !== undefined) watch(watcher, { socket, head }, { socket: upstreamSocket, head: upstreamHead });
    join(socket, upstreamSocket);
  });
  outgoing.on('response', answer => {
    // The connection ends with this answer, which frames its body.
    socket.write(headOf(answer, [...responseHeadersFor(answer.rawHeaders), 'connection', 'close']));
    answer.pipe(socket);
    answer.once('error', () => socket.destroy());
  });
  outgoing.on('error', error => {
    if (socket.writable) socket.end(refusal(502, `Headroom proxy: ${explainUnreachable(upstream, error, wayOut)}`));
  });
  if (request.headers['content-length'] === undefined) {
    outgoing.end();
    return;
  }
  // Only an offer like `h2c` comes with a body; the upstream may decline it and answer the request.
  outgoing.write(head);
  socket.pipe(outgoing);
}

/** A whole HTTP answer for a socket that no server writes to any more. */
export function refusal(status: number, message: string): string {
  const body = JSON.stringify({ error: { message } });
  return (
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
  );
}

interface Side {
  readonly socket: Duplex;
  /** Bytes that came with its head. */
  readonly head: Buffer;
}

function watch(watcher: TunnelWatcher, client: Side, upstream: Side): void {
  client.socket.on('data', (chunk: Buffer) => watcher.fromClient(chunk));
  upstream.socket.on('data', (chunk: Buffer) => watcher.fromUpstream(chunk));
  upstream.socket.once('close', () => watcher.onEnd());
  if (client.head.length > 0) watcher.fromClient(client.head);
  if (upstream.head.length > 0) watcher.fromUpstream(upstream.head);
}

function join(client: Duplex, upstream: Duplex): void {
  client.pipe(upstream);
  upstream.pipe(client);
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.once('close', () => other.destroy());
  }
}

function headOf(answer: IncomingMessage, headers: RawHeaders): Buffer {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage ?? ''}`];
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
