import { expect, test } from 'vitest';
import { makePresence } from '../../src/shared/presence.ts';
import type { BlockRecord, ExchangeDetail } from '../../src/shared/records.ts';

function detail(
  id: string,
  blocks: readonly Partial<BlockRecord>[],
  more: Partial<ExchangeDetail> = {},
): ExchangeDetail {
  const whole = blocks.map((block, position) => ({
    ...{ position, kind: 'userText', wireType: 'text', message: 0, label: 'x', hash: '', bytes: 0 },
    ...{ tokensBefore: 0, tokensAfter: 0, wasteTokens: 0 },
    ...block,
  }));
  return {
    ...{ id, conversation: 'c1', client: 'Claude Code', title: 'Fix it', startedAt: 7 },
    cost: { source: 'measured', input: 0.5, cacheRead: 0.25, cacheWrite: 0.25, output: 9, total: 10 },
    ...more,
    blocks: whole,
  } as ExchangeDetail;
}

const server = (tool: string, tokensAfter: number) =>
  ({ kind: 'toolDefinition', tool: `mcp__${tool}`, tokensAfter }) as const;

test('instruction files and servers carry what they cost: their share of the prompt, not of the answer', () => {
  const presence = makePresence([
    detail('new', [{ label: 'CLAUDE.md', tokensAfter: 250 }, server('github__list', 500), server('github__get', 250)]),
    detail('old', [
      { label: 'CLAUDE.md', tokensAfter: 100 },
      { label: 'Please read x.md', tokensAfter: 100 },
    ]),
  ]);

  expect(presence.instructions).toEqual([{ name: 'CLAUDE.md', tokens: 250, requests: 2, usd: 0.75 }]);
  expect(presence.servers).toEqual([
    { name: 'github', tools: 2, tokens: 750, requests: 1, usd: 0.75, conversations: 1, callers: 0 },
  ]);
  expect(presence).toMatchObject({ requests: 2, conversations: 1 });
});

test('a server is known by the conversations that called it, whichever request shows the call', () => {
  const definitions = [server('github__list', 10)];
  const presence = makePresence([
    detail('b', definitions, { conversation: 'c2' }),
    detail('a', [...definitions, { kind: 'toolCall', tool: 'mcp__github__list' }]),
  ]);

  expect(presence.servers).toMatchObject([{ conversations: 2, callers: 1 }]);
});

test('files in context now are those whose results the newest request carries, commands are none', () => {
  const result = (subject: string, tokensAfter: number) => ({ kind: 'toolResult', subject, tokensAfter }) as const;
  const { now } = makePresence([
    detail('new', [
      result('/repo/src/a.ts', 100),
      result('/repo/src/a.ts', 40),
      result('npm test', 900),
      result('cat src/a.ts | head', 9),
      result('src/b.ts', 5),
    ]),
    detail('old', [result('/repo/gone.ts', 100)]),
  ]);

  expect(now?.files).toEqual([
    { path: '/repo/src/a.ts', tokens: 140, times: 2 },
    { path: 'src/b.ts', tokens: 5, times: 1 },
  ]);
});

test('nothing recorded is nothing present', () => {
  expect(makePresence([])).toEqual({ instructions: [], servers: [], requests: 0, conversations: 0 });
});

test('in simulate all that was sent was paid for, so that no part of it costs more than its share', () => {
  const result = { kind: 'toolResult', subject: 'src/a.ts', tokensBefore: 750, tokensAfter: 0 } as const;
  const planned = detail('new', [{ label: 'CLAUDE.md', tokensBefore: 250, tokensAfter: 250 }, result], {
    mode: 'simulate',
    receipts: [],
  });

  const presence = makePresence([planned]);

  expect(presence.instructions).toEqual([{ name: 'CLAUDE.md', tokens: 250, requests: 1, usd: 0.25 }]);
  expect(presence.now?.files).toEqual([{ path: 'src/a.ts', tokens: 750, times: 1 }]);
});
