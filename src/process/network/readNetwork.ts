import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import type { Network, ProxyAddress } from '../../proxy/wayOut.ts';
import { NoProxy } from './noProxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The way out as programs are usually told of it, and what a person should know about it. */
export interface ReadNetwork {
  readonly network: Network;
  readonly notices: readonly string[];
}

/** A variable that names a proxy nobody can use. */
export class NetworkError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NetworkError';
  }
}

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY` (in small letters too, which win), `NODE_EXTRA_CA_CERTS`,
 * `NODE_USE_SYSTEM_CA` and `NODE_TLS_REJECT_UNAUTHORIZED`. Node itself knows the last three, but not in every version and
 * not in every editor that runs this program.
 */
export function readNetwork(environment: Environment): ReadNetwork {
  const proxies = { 'https:': readProxy(environment, 'HTTPS'), 'http:': readProxy(environment, 'HTTP') };
  const noProxy = new NoProxy(firstSet(environment, 'NO_PROXY')?.value ?? '');
  const { authorities, notices } = readAuthorities(environment);
  const checksCertificates = environment.NODE_TLS_REJECT_UNAUTHORIZED !== '0';
  return {
    network: {
      proxyFor: url => (noProxy.covers(url) ? undefined : proxies[url.protocol === 'https:' ? 'https:' : 'http:']),
      checksCertificates,
      ...(authorities !== undefined && { authorities }),
    },
    notices: checksCertificates
      ? notices
      : [...notices, 'Certificates of upstreams are not checked (NODE_TLS_REJECT_UNAUTHORIZED=0).'],
  };
}

function readProxy(environment: Environment, scheme: 'HTTPS' | 'HTTP'): ProxyAddress | undefined {
  const found = firstSet(environment, `${scheme}_PROXY`) ?? firstSet(environment, 'ALL_PROXY');
  if (found === undefined) return undefined;
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(found.value) ? found.value : `http://${found.value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '' || !usable.has(url.protocol)) {
    // The value may hold a password, so it is not repeated.
    throw new NetworkError(
      `${found.name} names a proxy that cannot be used. Give http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT, ` +
        'with USER:PASSWORD@ before the host if it asks for them.',
    );
  }
  return { url, setting: found.name };
}

const usable = new Set(['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:']);

function readAuthorities(environment: Environment): {
  readonly authorities?: readonly string[];
  readonly notices: readonly string[];
} {
  const file = environment.NODE_EXTRA_CA_CERTS;
  const usesSystem = environment.NODE_USE_SYSTEM_CA === '1';
  if ((file === undefined || file === '') && !usesSystem) return { notices: [] };
  const system = usesSystem ? getCACertificates('system') : [];
  const known = [...getCACertificates('default'), ...system];
  if (file === undefined || file === '') return { authorities: known, notices: [] };
  try {
    return { authorities: [...known, readFileSync(file, 'utf8')], notices: [] };
  } catch {
    const notice = `The certificates in NODE_EXTRA_CA_CERTS cannot be read: ${file}. Give the path of a PEM file.`;
    return { authorities: known, notices: [notice] };
  }
}

function firstSet(
  environment: Environment,
  name: string,
): { readonly name: string; readonly value: string } | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = environment[spelling]?.trim();
    if (value !== undefined && value !== '') return { name: spelling, value };
  }
  return undefined;
}
