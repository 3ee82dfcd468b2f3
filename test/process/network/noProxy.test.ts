import { describe, expect, it } from 'vitest';
import { NoProxy } from '../../../src/process/network/noProxy.ts';

function covers(list: string, url: string): boolean {
  return new NoProxy(list).covers(new URL(url));
}

describe('a host is reached without a proxy', () => {
  it.each([
    ['api.example.com', 'https://api.example.com', true],
    ['example.com', 'https://api.example.com', true],
    ['.example.com', 'https://api.example.com', true],
    ['*.example.com', 'https://api.example.com', true],
    ['.example.com', 'https://example.com', true],
    ['EXAMPLE.com', 'https://example.com.', true],
    ['ample.com', 'https://example.com', false],
    ['other.com, example.com', 'https://example.com', true],
    ['other.com example.com', 'https://example.com', true],
    ['*', 'https://example.com', true],
    ['', 'https://example.com', false],
    ['example.com:8443', 'https://example.com:8443', true],
    ['example.com:8443', 'https://example.com', false],
    ['example.com:443', 'https://example.com', true],
    ['example.com:80', 'http://example.com', true],
    ['10.0.0.0/8', 'http://10.20.30.40', true],
    ['10.0.0.0/8', 'http://11.0.0.1', false],
    ['10.0.0.0/8', 'http://ten.example', false],
    ['10.0.0.0/99', 'http://10.0.0.1', false],
    ['10.1.2.3', 'http://10.1.2.3:8080', true],
    ['0.1.2.3', 'http://10.0.1.2.3.example', false],
    ['fd00::/8', 'http://[fd12::1]', true],
    ['fd12::1', 'http://[fd12::1]:99', true],
    ['[fd12::1]:99', 'http://[fd12::1]:99', true],
    ['[fd12::1]:98', 'http://[fd12::1]:99', false],
  ])('with %j: %s is %s', (list, url, expected) => {
    expect(covers(list, url)).toBe(expected);
  });
});

it.each(['http://localhost:1', 'http://127.0.0.1', 'http://127.9.9.9', 'http://[::1]:8787', 'http://a.localhost'])(
  'this machine never needs one: %s',
  url => {
    expect(covers('', url)).toBe(true);
  },
);
