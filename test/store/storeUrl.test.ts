import { expect, test } from 'vitest';
import { parseStoreUrl } from '../../src/store/storeUrl.ts';

const context = { folder: '/home/me', exists: (path: string) => path === '/var' };

test.each([
  ['sqlite:///headroom.db', { kind: 'sqlite', path: '/home/me/headroom.db' }],
  ['sqlite:///data/headroom.db', { kind: 'sqlite', path: '/home/me/data/headroom.db' }],
  ['jsonl:///var/log/headroom.jsonl', { kind: 'jsonl', path: '/var/log/headroom.jsonl' }],
  ['sqlite:////abs/headroom.db', { kind: 'sqlite', path: '/abs/headroom.db' }],
  ['none', { kind: 'none' }],
])('%s is read', (url, expected) => {
  expect(parseStoreUrl(url, context)).toEqual(expected);
});

test.each(['', 'sqlite', 'sqlite://headroom.db', 'redis:///x', 'sqlite:///'])('"%s" is refused with a remedy', url => {
  expect(() => parseStoreUrl(url, context)).toThrow('Give sqlite:///headroom.db');
});
