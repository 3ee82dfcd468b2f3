import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NetworkError, readNetwork } from '../../../src/process/network/readNetwork.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

function proxyFor(environment: Record<string, string>, url: string): string | undefined {
  const proxy = readNetwork(environment).network.proxyFor(new URL(url));
  return proxy && `${proxy.setting} ${proxy.url.href}`;
}

it('each scheme has its proxy; small letters win, ALL_PROXY is for the rest', () => {
  const environment = { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2', ALL_PROXY: 'socks5://c:3' };

  expect(proxyFor(environment, 'https://x.example')).toBe('https_proxy http://b:2/');
  expect(proxyFor(environment, 'http://x.example')).toBe('ALL_PROXY socks5://c:3');
  expect(proxyFor({ HTTPS_PROXY: 'http://a:1' }, 'http://x.example')).toBeUndefined();
  expect(proxyFor({ HTTPS_PROXY: 'a:1' }, 'https://x.example')).toBe('HTTPS_PROXY http://a:1/');
});

it('NO_PROXY wins over all of them', () => {
  expect(proxyFor({ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'x.example' }, 'https://x.example')).toBeUndefined();
  expect(proxyFor({ HTTPS_PROXY: '  ', NO_PROXY: '' }, 'https://x.example')).toBeUndefined();
});

it.each(['ftp://user:hidden@x', 'http://', 'http://user:hidden@', 'http://x:notaport'])(
  'a proxy that cannot be used is refused, unseen: %s',
  value => {
    const read = () => readNetwork({ HTTPS_PROXY: value });

    expect(read).toThrow(NetworkError);
    expect(read).toThrow(/^HTTPS_PROXY names a proxy that cannot be used\. Give http:\/\/HOST:PORT/);
    expect(read).not.toThrow(/hidden/);
  },
);

it('trusts what Node trusts, unless more is asked for', () => {
  expect(readNetwork({}).network).not.toHaveProperty('authorities');
  expect(readNetwork({ NODE_USE_SYSTEM_CA: '1' }).network.authorities?.length).toBeGreaterThan(50);
});

it('adds the authorities of a file', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'company.pem');
  await writeFile(file, 'a certificate');

  const { network, notices } = readNetwork({ NODE_EXTRA_CA_CERTS: file });

  expect([network.authorities?.at(-1), notices]).toEqual(['a certificate', []]);
});

it('says what a person should know', () => {
  expect(readNetwork({ NODE_EXTRA_CA_CERTS: '/nowhere.pem' }).notices).toEqual([
    'The certificates in NODE_EXTRA_CA_CERTS cannot be read: /nowhere.pem. Give the path of a PEM file.',
  ]);
  const lax = readNetwork({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect([lax.network.checksCertificates, lax.notices.length]).toEqual([false, 1]);
});
