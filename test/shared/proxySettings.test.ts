import { expect, it } from 'vitest';
import { defaultProxySettings } from '../../src/shared/proxySettings.ts';

it('a fresh engine changes nothing and holds a request up for 150 ms at most', () => {
  expect(defaultProxySettings).toMatchObject({
    mode: 'audit',
    deadlineMs: 150,
    imageDeadlineMs: 2000,
    assumeRetrieval: false,
    port: 8787,
  });
});
