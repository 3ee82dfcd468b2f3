import http, { type Agent, type ClientRequest, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { Upstream } from './upstreams.ts';

/** How this machine reaches the internet. */
export interface Network {
  /** The proxy that requests to a URL go through; `undefined` for a direct connection. */
  proxyFor(url: URL): ProxyAddress | undefined;
  /** Authorities whose certificates are trusted, as PEM; those that Node trusts by itself when absent. */
  readonly authorities?: readonly string[];
  /** False accepts any certificate of an upstream. */
  readonly checksCertificates: boolean;
}

export interface ProxyAddress {
  /** May hold a user name and a password, so it is never shown. */
  readonly url: URL;
  /** The setting that names it. */
  readonly setting: string;
}

/** Upstreams are reached directly, and trusted as Node trusts them. */
export const directNetwork: Network = { proxyFor: () => undefined, checksCertificates: true };

/** A request whose target and agent are chosen here. Headers are a flat array, so that Node writes them as they are. */
export interface WayRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly maxHeaderSize: number;
}

interface Way {
  readonly agent: Agent;
  /** For connections that leave HTTP and are therefore never shared. */
  readonly upgradeAgent: Agent | false;
  readonly proxy?: ProxyAddress;
  /** True where the proxy itself is asked for the URL; a tunnel to a plain upstream is something that many proxies refuse. */
  readonly asksProxy: boolean;
}

/** Of a connection, as the one side or the other sees them. */
interface Ends {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

const kept = { keepAlive: true, scheduling: 'lifo', maxFreeSockets: 64 } as const;

/** Opens the connections to upstreams, through whatever proxy this machine needs, and keeps idle ones for the next request. */
export class WayOut {
  readonly #network: Network;
  readonly #context: SecureContext | undefined;
  readonly #plain = new http.Agent(kept);
  readonly #secure = new https.Agent(kept);
  readonly #ways = new Map<Upstream, Way>();
  /** Both ends of the connections that we opened. A port alone would not do: others use the same one towards other places. */
  readonly #ownConnections = new Set<string>();

  constructor(network: Network) {
    this.#network = network;
    // A context of its own, because agents would compare a list of authorities for every request.
    this.#context = network.authorities && createSecureContext({ ca: [...network.authorities] });
  }

  request(upstream: Upstream, given: WayRequest): ClientRequest {
    const way = this.#wayTo(upstream);
    return way.asksProxy && way.proxy !== undefined
      ? this.#askProxy(way, way.proxy, upstream, given)
      : this.#open(upstream, { ...this.#target(upstream), ...given, agent: way.agent });
  }

  /** A connection of its own for a request that asks for another protocol. */
  upgrade(upstream: Upstream, given: WayRequest): ClientRequest {
    return this.#open(upstream, {
      ...this.#target(upstream),
      ...given,
      agent: this.#wayTo(upstream).upgradeAgent,
    });
  }

  /** The proxy between us and an upstream, for messages: without its password. */
  proxyTo(upstream: Upstream): { readonly address: string; readonly setting: string } | undefined {
    const { proxy } = this.#wayTo(upstream);
    return proxy && { address: `${proxy.url.protocol}//${proxy.url.host}`, setting: proxy.setting };
  }

  /** When one idle connection is dead, its siblings usually are too: after sleep, after a change of network. */
  dropIdle(upstream: Upstream): void {
    const way = this.#wayTo(upstream);
    const host = way.asksProxy && way.proxy !== undefined ? targetOf(way.proxy.url) : this.#target(upstream);
    const prefix = `${host.host}:${host.port}:`;
    for (const [name, sockets] of Object.entries(way.agent.freeSockets)) {
      if (name.startsWith(prefix)) for (const socket of [...(sockets ?? [])]) socket.destroy();
    }
  }

  /** Whether a connection that arrived here is one that we opened: an upstream that leads back to us. */
  isOwn({ remoteAddress, remotePort, localAddress, localPort }: Ends): boolean {
    return this.#ownConnections.has(`${remoteAddress} ${remotePort} ${localAddress} ${localPort}`);
  }

  close(): void {
    const agents = [...this.#ways.values()].flatMap(({ agent, upgradeAgent }) => [agent, upgradeAgent]);
    for (const agent of [this.#plain, this.#secure, ...agents]) if (agent !== false) agent.destroy();
  }

  #wayTo(upstream: Upstream): Way {
    const known = this.#ways.get(upstream);
    if (known !== undefined) return known;
    const way = this.#findWay(upstream);
    this.#ways.set(upstream, way);
    return way;
  }

  #findWay(upstream: Upstream): Way {
    const proxy = this.#network.proxyFor(new URL(`${upstream.secure ? 'https' : 'http'}://${upstream.host}`));
    if (proxy === undefined) {
      return { agent: upstream.secure ? this.#secure : this.#plain, upgradeAgent: false, asksProxy: false };
    }
    const upgradeAgent = this.#tunnelAgent(proxy.url, { keepAlive: false });
    const asksProxy = !upstream.secure && !isSocks(proxy.url);
    if (!asksProxy) return { agent: this.#tunnelAgent(proxy.url, kept), upgradeAgent, proxy, asksProxy };
    return { agent: proxy.url.protocol === 'https:' ? this.#secure : this.#plain, upgradeAgent, proxy, asksProxy };
  }

  #tunnelAgent(proxy: URL, options: http.AgentOptions): Agent {
    return isSocks(proxy)
      ? new SocksProxyAgent(proxy, options)
      : new HttpsProxyAgent(proxy, { ...options, ...this.#trust() });
  }

  #target(upstream: Upstream): RequestOptions {
    return { host: upstream.hostname, port: upstream.port };
  }

  #askProxy(way: Way, { url }: ProxyAddress, upstream: Upstream, given: WayRequest): ClientRequest {
    const options = {
      ...targetOf(url),
      ...given,
      path: `http://${upstream.host}${given.path}`,
      headers: [...given.headers, ...credentialsOf(url)],
      agent: way.agent,
    };
    return url.protocol === 'https:' ? this.#openSecure(options) : http.request({ ...options, setHost: false });
  }

  #open(upstream: Upstream, options: RequestOptions): ClientRequest {
    const request = upstream.secure ? this.#openSecure(options) : http.request({ ...options, setHost: false });
    request.once('socket', socket => this.#watchForLoop(socket));
    // A tunnel that the proxy refuses would otherwise look like the upstream's own answer.
    request.once('proxyConnect', ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
      if (statusCode !== 200) request.destroy(new ProxyRefusal(statusCode, statusText));
    });
    return request;
  }

  #openSecure(options: RequestOptions): ClientRequest {
    // The protocol is said, or tunnelling agents would not find their idle connections again.
    return https.request({ ...options, ...this.#trust(), protocol: 'https:', setHost: false });
  }

  #trust(): { readonly secureContext?: SecureContext; readonly rejectUnauthorized?: false } {
    return {
      ...(this.#context !== undefined && { secureContext: this.#context }),
      ...(!this.#network.checksCertificates && { rejectUnauthorized: false }),
    };
  }

  #watchForLoop(socket: Socket): void {
    if (!socket.connecting) return;
    socket.once('connect', () => {
      const { localAddress, localPort, remoteAddress, remotePort } = socket;
      const ends = `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
      this.#ownConnections.add(ends);
      socket.once('close', () => this.#ownConnections.delete(ends));
    });
  }
}

/** The proxy would not open a tunnel. */
export class ProxyRefusal extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(`the proxy answered ${status} ${reason}`.trim());
    this.name = 'ProxyRefusal';
    this.status = status;
  }
}

function targetOf(proxy: URL): { readonly host: string; readonly port: number } {
  const standardPort = proxy.protocol === 'https:' ? 443 : 80;
  return {
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? standardPort : Number(proxy.port),
  };
}

function credentialsOf({ username, password }: URL): readonly string[] {
  if (username === '' && password === '') return [];
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return ['proxy-authorization', `Basic ${credentials.toString('base64')}`];
}

function isSocks(proxy: URL): boolean {
  return proxy.protocol.startsWith('socks');
}
