import { expect, test } from 'vitest';
import { serverToDisable } from '../../src/shared/disabledServer.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';

const claudeCode: Pick<ExchangeSummary, 'client' | 'project' | 'origin'> = { client: 'Claude Code', project: 'shop' };

test.each([
  ['a server that nobody called, in the project of Claude Code that sends it', { server: 'db' }, claudeCode, true],
  ['no finding about a server', {}, claudeCode, false],
  ['a client that can only be told by hand', { server: 'db' }, { ...claudeCode, client: 'Codex' }, false],
  ['a past conversation that was imported', { server: 'db' }, { ...claudeCode, origin: 'transcript' as const }, false],
])('%s', (_, finding, exchange, isOffered) => {
  expect(serverToDisable(finding, exchange)).toEqual(isOffered ? { disables: { server: 'db', project: 'shop' } } : {});
});
