import { expect, test } from 'vitest';
import { currentExchange } from '../../src/shared/currentExchange.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';

type Row = Pick<ExchangeSummary, 'client' | 'startedAt' | 'composition' | 'origin'> & { readonly id: string };

const agent = (part: Partial<Row> = {}): Row => ({
  ...{ id: 'agent', client: 'Claude Code', startedAt: 1_000_000 },
  composition: [{ kind: 'toolDefinition', tokens: 9_000 }],
  ...part,
});
const title = (part: Partial<Row> = {}): Row => ({
  ...{ id: 'title', client: 'Claude Code', startedAt: 1_060_000 },
  composition: [{ kind: 'userText', tokens: 40 }],
  ...part,
});

test.each<[string, readonly Row[], string | undefined]>([
  ['a request for a title does not stand for the agent beside it', [title(), agent()], 'agent'],
  ['the newest request of the agent does', [agent({ id: 'new', startedAt: 1_100_000 }), title(), agent()], 'new'],
  ['a program without tools stands for itself', [title(), title({ id: 'older', startedAt: 1_000_000 })], 'title'],
  ['so it does beside the agent of another client', [title({ client: 'SDK' }), agent()], 'title'],
  ['and when the agent asked long ago', [title({ startedAt: 9_000_000 }), agent()], 'title'],
  ['what was imported is past', [agent({ id: 'old', origin: 'transcript' }), title()], 'title'],
  ['nothing is nothing', [], undefined],
])('%s', (_, exchanges, id) => {
  expect(currentExchange(exchanges)?.id).toBe(id);
});
