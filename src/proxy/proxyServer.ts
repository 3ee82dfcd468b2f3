import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WireFormat } from '../shared/records.ts';
import { AdminServer, isAdminPath } from './adminServer.ts';
import { type ExchangeParts, runExchange } from './exchange.ts';
import { refuseForeigner } from './guard.ts';
import type { AdminHandlers, Editing, LiveSettings, OptionsFor, Recorder } from './ports.ts';
import { sendProviderError } from './providerError.ts';
import { maxHeaderBytes } from './relay.ts';
import { RequestEditor } from './requestEditor.ts';
import { type Route, routeRequest } from './route.ts';
import { refusal, tunnel } from './tunnel.ts';
import { readUpstreams, type Upstream, type Upstreams } from './upstreams.ts';
import { directNetwork, type Network, WayOut } from './wayOut.ts';

export interface ProxyConfig {
  readonly token: string;
  readonly upstreams: Readonly<Record<string, string>>;
  /** How upstreams are reached; directly when absent. */
  readonly network?: Network;
  readonly settings: () => LiveSettings;
  readonly optionsFor: OptionsFor;
  readonly editing: Editing;
  readonly recorder: Recorder;
  readonly admin: AdminHandlers;
  readonly maxBodyBytes: number;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Longer than any client keeps an idle connection, so that the client and never we close it first. */
const keepAliveMs = 120_000;

/** Listens on both loopback addresses, relays to the providers and answers on Headroom's own paths. */
export class ProxyServer {
  readonly #parts: ExchangeParts;
  readonly #upstreams: Upstreams;
  readonly #admin: AdminServer;
  readonly #wayOut: WayOut;
  readonly #servers: Server[] = [];
  readonly #tunnels = new Set<Duplex>();
  #port = 0;

  constructor(config: ProxyConfig) {
    this.#upstreams = readUpstreams(config.upstreams);
    this.#admin = new AdminServer(config.admin, config.token);
    this.#wayOut = new WayOut(config.network ?? directNetwork);
    this.#parts = { ...config, editor: new RequestEditor(config.editing), wayOut: this.#wayOut };
  }

  get port(): number {
    return this.#port;
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
      requestTimeout: 0,
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
    const refused = refuseForeigner(request.headers, this.#port, { ownPage: isAdmin });
    if (refused !== undefined) return sendProviderError(response, undefined, refused);
    if (isAdmin) return this.#admin.handle(request, response);

    const route = routeRequest(request.method ?? 'GET', url, request.rawHeaders);
    const upstream = this.#upstreamOf(route);
    if (this.#wayOut.isOwn(request.socket)) {
      return sendProviderError(response, route.known?.format, {
        status: 508,
        code: 'loop',
        message:
          `this request came back: the upstream "${route.upstream}" leads to Headroom itself (port ${this.#port}). Give ` +
          `the provider's own URL with --upstream ${route.upstream}=URL, or in the setting headroom.upstreams.`,
      });
    }
    if (upstream === undefined) {
      return sendProviderError(response, route.known?.format, {
        status: 404,
        code: 'unknown_upstream',
        message: `there is no upstream "${route.upstream}". Start with --upstream ${route.upstream}=URL to add it.`,
      });
    }
    await runExchange(this.#parts, { request, response }, route, upstream);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = originForm(request.url ?? '/');
    const refused = refuseForeigner(request.headers, this.#port, { ownPage: false });
    const route = routeRequest(request.method ?? 'GET', url, request.rawHeaders);
    const upstream = this.#upstreamOf(route);
    if (refused !== undefined) socket.end(refusal(refused.status, refused.message));
    else if (this.#wayOut.isOwn(request.socket)) {
      socket.end(refusal(508, `Headroom proxy: the upstream "${route.upstream}" leads to Headroom itself.`));
    } else if (isAdminPath(url) || upstream === undefined) socket.end(refusal(404, `There is nothing at ${url}.`));
    else {
      this.#tunnels.add(socket);
      socket.once('close', () => this.#tunnels.delete(socket));
      tunnel({ request, socket, head }, { upstream, path: route.path }, this.#wayOut);
    }
  }

  #upstreamOf(route: Route): Upstream | undefined {
    return this.#upstreams.get(route.upstream);
  }
}

function hasNoIpv6(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Clients that take us for a forward proxy send whole URLs; the guard has checked whom they address. */
function originForm(url: string): string {
  const match = /^https?:\/\/[^/?#]*(.*)$/i.exec(url);
  if (match === null) return url;
  const rest = match[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
