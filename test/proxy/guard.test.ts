import { expect, it } from 'vitest';
import { isTokenRight, refuseForeigner } from '../../src/proxy/guard.ts';

it('a request without a host is turned away', () => {
  expect(refuseForeigner({}, 8787, { ownPage: false })?.code).toBe('foreign_host');
  expect(refuseForeigner({ host: '127.0.0.1:8787' }, 8787, { ownPage: false })).toBeUndefined();
});

it('our own page is let in where it belongs', () => {
  const headers = { host: '127.0.0.1:8787', origin: 'http://127.0.0.1:8787' };

  expect(refuseForeigner(headers, 8787, { ownPage: true })).toBeUndefined();
  expect(refuseForeigner(headers, 8787, { ownPage: false })?.code).toBe('foreign_origin');
  expect(refuseForeigner({ ...headers, origin: 'https://127.0.0.1:8787' }, 8787, { ownPage: true })).toBeDefined();
});

it('a token is right as a whole or not at all', () => {
  expect(isTokenRight('Bearer abc', 'abc')).toBe(true);
  expect(['Bearer ab', 'Bearer abcd', 'abc', '', undefined].some(given => isTokenRight(given, 'abc'))).toBe(false);
});
