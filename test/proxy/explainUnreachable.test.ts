import { expect, it } from 'vitest';
import { explainUnreachable } from '../../src/proxy/explainUnreachable.ts';
import { parseUpstream } from '../../src/proxy/upstreams.ts';
import { directNetwork, ProxyRefusal, WayOut } from '../../src/proxy/wayOut.ts';

const upstream = parseUpstream('mine', 'https://api.example:8443/v1');

function behindProxy(): WayOut {
  const url = new URL('http://user:secret@proxy.example:3128');
  return new WayOut({ proxyFor: () => ({ url, setting: 'HTTPS_PROXY' }), checksCertificates: true });
}

it('names the upstream, the reason and what to check', () => {
  const error = Object.assign(new Error('connect failed'), { code: 'ENOTFOUND' });

  expect(explainUnreachable(upstream, error, new WayOut(directNetwork))).toBe(
    'cannot reach the upstream "mine" at https://api.example:8443 (ENOTFOUND). Check the network and the upstream\'s ' +
      'URL.',
  );
});

it('names the proxy between, never its password', () => {
  const told = explainUnreachable(upstream, new ProxyRefusal(407, 'Auth'), behindProxy());

  expect(told).toContain('through the proxy http://proxy.example:3128 (HTTPS_PROXY) (the proxy answered 407 Auth).');
  expect(told).toContain('give HTTPS_PROXY as http://USER:PASSWORD@HOST:PORT');
  expect(told).not.toContain('secret');
});

it('says how to trust an authority', () => {
  const error = Object.assign(new Error('self-signed'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });

  expect(explainUnreachable(upstream, error, new WayOut(directNetwork))).toContain('NODE_EXTRA_CA_CERTS');
});
