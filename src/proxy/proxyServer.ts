import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WireFormat } from '../shared/records.ts';
import { AdminServer, isAdminPath } from './adminServer.ts';
import { CopilotPlan } from './copilotPlan.ts';
import { type ExchangeParts, runExchange } from './exchange.ts';
import { isTokenRight, refuseForeigner } from './guard.ts';
import type { RawHeaders } from './headers.ts';
import type { AdminHandlers, Editing, LiveSettings, OptionsFor, Recorder } from './ports.ts';
import { type ProviderError, sendProviderError } from './providerError.ts';
import { maxHeaderBytes } from './relay.ts';
import { RequestEditor } from './requestEditor.ts';
import { type Route, routeRequest } from './route.ts';
import { refusal, tunnel } from './tunnel.ts';
import { parseUpstream, readUpstreams, type Upstream, type Upstreams } from './upstreams.ts';
import { watchResponses } from './watchResponses.ts';
import { directNetwork, type Network, WayOut } from './wayOut.ts';
import { isVisit, sendWelcome } from './welcomePage.ts';

export interface ProxyConfig {
  readonly token: string;
  readonly upstreams: Readonly<Record<string, string>>;
  /** URLs of upstreams that became known since the start, by names that never come to mean another one. */
  readonly laterUpstream?: (name: string) => string | undefined;
  /** How upstreams are reached; directly when absent. */
  readonly network?: Network;
  readonly settings: () => LiveSettings;
  readonly optionsFor: OptionsFor;
  readonly editing: Editing;
  readonly recorder: Recorder;
  readonly admin: AdminHandlers;
  readonly maxBodyBytes: number;
  /** How long a client may take to send the head of a request; a minute when absent. */
  readonly headTimeoutMs?: number;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A head arrives at once; only somebody who wants to hold a connection takes longer. */
const defaultHeadTimeoutMs = 60_000;

/** Longer than any client keeps an idle connection, so that the client and never we close it first. */
const keepAliveMs = 120_000;

/** Listens on both loopback addresses, relays to the providers and answers on Headroom's own paths. */
export class ProxyServer {
  readonly #parts: ExchangeParts;
  readonly #upstreams: Upstreams;
  readonly #laterUpstream: (name: string) => string | undefined;
  /** Those of them that were asked for. One object for each upstream, since connections are kept by it. */
  readonly #laterUpstreams = new Map<string, Upstream>();
  /** Absent when a person has said where Copilot's requests go. */
  readonly #copilotPlan: CopilotPlan | undefined;
  readonly #admin: AdminServer;
  readonly #token: string;
  readonly #headTimeoutMs: number;
  readonly #wayOut: WayOut;
  readonly #servers: Server[] = [];
  readonly #tunnels = new Set<Duplex>();
  #port = 0;
  #inFlight = 0;

  constructor(config: ProxyConfig) {
    this.#upstreams = readUpstreams(config.upstreams);
    this.#laterUpstream = config.laterUpstream ?? (() => undefined);
    this.#copilotPlan = config.upstreams.copilot === undefined ? new CopilotPlan() : undefined;
    this.#admin = new AdminServer(config.admin, config.token);
    this.#token = config.token;
    this.#headTimeoutMs = config.headTimeoutMs ?? defaultHeadTimeoutMs;
    this.#wayOut = new WayOut(config.network ?? directNetwork);
    this.#parts = {
      ...config,
      editor: new RequestEditor({ ...config.editing, now: config.now }),
      wayOut: this.#wayOut,
    };
  }

  get port(): number {
    return this.#port;
  }

  /** Requests and connections that are being served. */
  get inFlight(): number {
    return this.#inFlight + this.#tunnels.size;
  }

  /** Resolves once both addresses accept; port 0 picks a free one. `::1` is left out on machines without IPv6. Rejects when the port is taken. */
  async listen(port: number): Promise<void> {
    this.#port = await this.#listenOn('127.0.0.1', port);
    try {
      await this.#listenOn('::1', this.#port);
    } catch (error) {
      if (hasNoIpv6(error)) return;
      await this.close(0);
      throw error;
    }
  }

  /** Stops judging in the conversation of this request, because an edit of ours did harm there; replay goes on. */
  distrust(body: Uint8Array, format: WireFormat, reason: string): void {
    this.#parts.editor.distrust(body, format, reason);
  }

  /** Stops accepting, lets streams in flight finish for so long, then ends everything. */
  async close(graceMs: number): Promise<void> {
    this.#admin.close();
    const closed = Promise.all(
      this.#servers.map(server => new Promise<void>(resolve => server.close(() => resolve()))),
    );
    const sweep = setInterval(() => {
      for (const server of this.#servers) server.closeIdleConnections();
    }, 50);
    const end = setTimeout(() => {
      for (const server of this.#servers) server.closeAllConnections();
      for (const socket of this.#tunnels) socket.destroy();
    }, graceMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(end);
    this.#wayOut.close();
  }

  #listenOn(host: string, port: number): Promise<number> {
    const server = http.createServer({
      // Other protocols (`h2c`) are offers that may be declined: the request is served as it is. Before Node 24.9 all are tunnelled.
      shouldUpgradeCallback: request => request.headers.upgrade?.toLowerCase() === 'websocket',
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: keepAliveMs,
      // Bodies may take their time. Without a limit of its own, a head could then too.
      requestTimeout: 0,
      headersTimeout: this.#headTimeoutMs,
      connectionsCheckingInterval: Math.min(30_000, this.#headTimeoutMs),
    });
    server.timeout = 0;
    server.maxHeadersCount = 0;
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      // A mistake of ours ends this request and no other.
      this.#handle(request, response).catch(() => response.destroy());
    };
    server.on('request', handle);
    server.on('checkContinue', handle);
    server.on('checkExpectation', handle);
    server.on('upgrade', (request, socket, head) => {
      try {
        this.#upgrade(request, socket, head);
      } catch {
        socket.destroy();
      }
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        this.#servers.push(server);
        resolve(portOf(server.address()));
      });
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that leaves makes later writes fail; the relay sees it by `close`.
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    const url = originForm(request.url ?? '/');
    const isAdmin = isAdminPath(url);
    const stranger = refuseForeigner(addressed(request), this.#port, { ownPage: isAdmin });
    if (stranger !== undefined) return sendProviderError(response, undefined, stranger);
    if (isAdmin) return this.#admin.handle(request, response, url);
    if (isVisit(request, url)) return sendWelcome(response);

    const route = routeRequest(request.method ?? 'GET', url, request.rawHeaders);
    const upstream = this.#upstreamOf(route, request.rawHeaders);
    const refused = this.#refuseRelay(request, route);
    if (refused !== undefined || upstream === undefined) {
      return sendProviderError(response, route.known?.format, refused ?? unknownUpstream(route.upstream));
    }
    // What an open tunnel carries is not read, so nothing can be known of the caches behind it.
    if (this.#tunnels.size > 0) this.#parts.editor.missed();
    this.#inFlight += 1;
    try {
      await runExchange(this.#parts, { request, response }, route, upstream);
    } finally {
      this.#inFlight -= 1;
    }
  }

  #upstreamOf({ upstream: name }: Route, headers: RawHeaders): Upstream | undefined {
    const plan = name === 'copilot' ? this.#copilotPlan?.upstreamFor(headers) : undefined;
    return plan ?? this.#upstreams.get(name) ?? this.#laterUpstreams.get(name) ?? this.#learnUpstream(name);
  }

  #learnUpstream(name: string): Upstream | undefined {
    const url = this.#laterUpstream(name);
    if (url === undefined) return undefined;
    const upstream = parseUpstream(name, url);
    this.#laterUpstreams.set(name, upstream);
    return upstream;
  }

  /** Why a request that is allowed in may not go on. */
  #refuseRelay(request: IncomingMessage, { upstream }: Route): ProviderError | undefined {
    if (this.#wayOut.isOwn(request.socket)) {
      return {
        status: 508,
        code: 'loop',
        message:
          `this request came back: the upstream "${upstream}" leads to Headroom itself (port ${this.#port}). Give the ` +
          `provider's own URL with --upstream ${upstream}=URL, or in the setting headroom.upstreams.`,
      };
    }
    if (!isTokenRight(request.headers.authorization, this.#token)) return undefined;
    return {
      status: 404,
      code: 'own_token',
      message: "the request carries Headroom's own token, but this is no path of Headroom. It was not sent to anyone.",
    };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = originForm(request.url ?? '/');
    const route = routeRequest(request.method ?? 'GET', url, request.rawHeaders);
    const upstream = isAdminPath(url) ? undefined : this.#upstreamOf(route, request.rawHeaders);
    const refused =
      refuseForeigner(addressed(request), this.#port, { ownPage: false }) ?? this.#refuseRelay(request, route);
    if (refused !== undefined || upstream === undefined) {
      const { status, message } = refused ?? { status: 404, message: 'there is nothing to upgrade at this path.' };
      socket.end(refusal(status, `Headroom proxy: ${message}`));
      return;
    }
    this.#tunnels.add(socket);
    socket.once('close', () => this.#tunnels.delete(socket));
    socket.once('close', () => this.#parts.editor.missed());
    const watcher = watchResponses(this.#parts, { headers: request.rawHeaders, route, upstream });
    tunnel({ request, socket, head }, { upstream, path: route.path, ...(watcher && { watcher }) }, this.#wayOut);
  }
}

function unknownUpstream(name: string): ProviderError {
  return {
    status: 404,
    code: 'unknown_upstream',
    message: `there is no upstream "${name}". Start with --upstream ${name}=URL to add it.`,
  };
}

function hasNoIpv6(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const wholeUrl = /^https?:\/\/([^/?#]*)(.*)$/is;

/** Clients that take us for a forward proxy send whole URLs. */
function originForm(url: string): string {
  const rest = wholeUrl.exec(url)?.[2];
  if (rest === undefined) return url;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** In a whole URL the host that counts is the URL's, whatever `Host` says (RFC 9112 §3.2.2). */
function addressed({ url = '', headers }: IncomingMessage): IncomingMessage['headers'] {
  const host = wholeUrl.exec(url)?.[1];
  return host === undefined || host === headers.host ? headers : { ...headers, host };
}
