import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../src/engine/conversation/indexRequest.ts';
import { rebuildRequest } from '../../src/process/rebuildRequest.ts';
import type { BlockRecord, ExchangeDetail } from '../../src/shared/records.ts';

function record(position: number, kind: BlockRecord['kind'], more: Partial<BlockRecord> = {}): BlockRecord {
  const counts = { bytes: 1, tokensBefore: 1, tokensAfter: 1, wasteTokens: 0 };
  return { position, kind, wireType: kind, message: 0, label: 'x', hash: `h${position}`, ...counts, ...more };
}

function exchangeWith(blocks: readonly BlockRecord[]): ExchangeDetail {
  return { model: 'claude-sonnet-4-5', blocks } as Pick<ExchangeDetail, 'model' | 'blocks'> as ExchangeDetail;
}

it('a result comes back behind a call of its tool, with its command', () => {
  const exchange = exchangeWith([
    record(0, 'userText'),
    record(1, 'toolResult', { tool: 'Bash', subject: 'npm test', callId: 'c1' }),
  ]);

  const body = rebuildRequest(
    exchange,
    new Map([
      ['h0', 'go'],
      ['h1', 'ok 1'],
    ]),
  );
  const index = indexRequest(Buffer.from(body), 'anthropic');

  expect(isUnindexed(index) ? index.reason : index.blocks.map(({ kind, tool }) => [kind, tool])).toEqual([
    ['userText', undefined],
    ['toolCall', 'Bash'],
    ['toolResult', 'Bash'],
  ]);
  expect(body).toContain('"input":{"command":"npm test"}');
});

it('what has expired is left out', () => {
  const body = rebuildRequest(exchangeWith([record(0, 'toolResult'), record(1, 'userText')]), new Map([['h1', 'go']]));

  expect(JSON.parse(body).messages).toEqual([{ role: 'user', content: 'go' }]);
});
