import { describe, expect, it } from 'vitest';
import {
  hasBodySignature,
  headerOf,
  requestHeadersFor,
  responseHeadersFor,
  trailerPairs,
  upgradeHeadersFor,
} from '../../src/proxy/headers.ts';

const asReceived = { kind: 'asReceived' } as const;

describe('headers for the upstream', () => {
  it('name the upstream as their host, where the client named us', () => {
    expect(requestHeadersFor(['A', '1', 'HOST', 'us', 'B', '2'], 'api', asReceived)).toEqual([
      'A',
      '1',
      'HOST',
      'api',
      'B',
      '2',
    ]);
    expect(requestHeadersFor(['A', '1'], 'api', asReceived)).toEqual(['host', 'api', 'A', '1']);
  });

  it('frame a replaced body by its own length, plain', () => {
    const received = ['Content-Length', '9', 'Content-Encoding', 'gzip', 'Expect', '100-continue'];

    expect(requestHeadersFor(['Host', 'us', ...received], 'api', { kind: 'replaced', bytes: 4 })).toEqual([
      ...['Host', 'api', 'Content-Length', '4'],
    ]);
    expect(
      requestHeadersFor(['Host', 'us', 'Transfer-Encoding', 'chunked'], 'api', { kind: 'replaced', bytes: 4 }),
    ).toEqual([...['Host', 'api', 'content-length', '4']]);
  });

  it('ask for no body that is here already', () => {
    const received = ['Host', 'us', 'Expect', '100-continue', 'Content-Length', '2'];

    expect(requestHeadersFor(received, 'api', { kind: 'collected' })).toEqual(['Host', 'api', 'Content-Length', '2']);
  });

  it('keep what the message cannot do without, even when Connection names it', () => {
    const received = ['Host', 'us', 'Connection', 'content-type, X-Hop', 'Content-Type', 'a', 'x-hop', 'b'];

    expect(requestHeadersFor(received, 'api', asReceived)).toEqual(['Host', 'api', 'Content-Type', 'a']);
  });

  it('of an upgrade keep the upgrade', () => {
    const received = ['Host', 'us', 'Connection', 'Upgrade', 'Upgrade', 'websocket', 'x-headroom-mode', 'off'];

    expect(upgradeHeadersFor(received, 'api')).toEqual([
      'Host',
      'api',
      'Connection',
      'Upgrade',
      'Upgrade',
      'websocket',
    ]);
  });
});

it('headers for the client lose only those of the hop', () => {
  expect(responseHeadersFor(['Connection', 'close', 'Transfer-Encoding', 'chunked', 'X', '1', 'x', '2'])).toEqual([
    ...['X', '1', 'x', '2'],
  ]);
});

it('a header is found whatever its case, the first one', () => {
  expect(headerOf(['X-A', '1', 'x-a', '2'], 'x-a')).toBe('1');
  expect(headerOf(['a', 'x-a'], 'x-a')).toBeUndefined();
});

it('digests over the body are recognised by name, not by value', () => {
  expect(hasBodySignature(['Content-MD5', 'x'])).toBe(true);
  expect(hasBodySignature(['x', 'digest'])).toBe(false);
});

it('trailers become pairs', () => {
  expect(trailerPairs(['a', '1', 'a', '2'])).toEqual([
    ['a', '1'],
    ['a', '2'],
  ]);
});
