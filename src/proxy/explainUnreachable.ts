import type { Upstream } from './upstreams.ts';
import { ProxyRefusal, type WayOut } from './wayOut.ts';

/** Why an upstream could not be reached, for the person whose request failed: which one, by which way, and what to do. */
export function explainUnreachable(upstream: Upstream, error: Error, wayOut: WayOut): string {
  const { name, secure, host } = upstream;
  const proxy = wayOut.proxyTo(upstream);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const place = `the upstream "${name}" at ${secure ? 'https' : 'http'}://${host}`;
  const way = proxy === undefined ? '' : ` through the proxy ${proxy.address} (${proxy.setting})`;
  return `cannot reach ${place}${way} (${code ?? error.message}). ${remedy(error, code, proxy?.setting)}`;
}

function remedy(error: Error, code: string | undefined, proxySetting: string | undefined): string {
  if (error instanceof ProxyRefusal && error.status === 407) {
    return `The proxy asks for credentials: give ${proxySetting} as http://USER:PASSWORD@HOST:PORT.`;
  }
  if (code !== undefined && untrusted.has(code)) {
    return (
      'Its certificate comes from an authority that is not trusted here. Set NODE_EXTRA_CA_CERTS to the PEM file of your ' +
      "company's authority, or NODE_USE_SYSTEM_CA=1 to trust what this machine trusts."
    );
  }
  if (proxySetting !== undefined) return `Check ${proxySetting} and NO_PROXY.`;
  return "Check the network and the upstream's URL.";
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
