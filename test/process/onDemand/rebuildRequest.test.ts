import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/engine/analysis/describeBlocks.ts';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import type { Block } from '../../../src/engine/conversation/request.ts';
import { rebuildRequest } from '../../../src/process/onDemand/rebuildRequest.ts';
import { factsOfUnsent } from '../../../src/process/onDemand/unsentRequest.ts';
import { Analyst } from '../../../src/process/recording/analyst.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import type { BlockRecord, ExchangeDetail, WireFormat } from '../../../src/shared/records.ts';

function record(position: number, kind: BlockRecord['kind'], more: Partial<BlockRecord> = {}): BlockRecord {
  const counts = { bytes: 1, tokensBefore: 1, tokensAfter: 1, wasteTokens: 0 };
  return { position, kind, wireType: kind, message: 0, label: 'x', hash: `h${position}`, ...counts, ...more };
}

function exchangeWith(blocks: readonly BlockRecord[]): ExchangeDetail {
  return { model: 'claude-sonnet-4-5', blocks } as Pick<ExchangeDetail, 'model' | 'blocks'> as ExchangeDetail;
}

function blocksOf(body: Uint8Array, format: WireFormat): readonly Block[] {
  const index = indexRequest(body, format);
  if (isUnindexed(index)) throw new Error(index.reason);
  return index.blocks;
}

async function rebuild(body: Uint8Array, format: WireFormat): Promise<Buffer> {
  const options = parseOptions({}, 'proxy');
  const facts = factsOfUnsent({ name: 'rebuilt', mode: 'audit', body, format, options });
  const { detail, texts } = await new Analyst().analyze(facts);
  return Buffer.from(rebuildRequest(detail, texts));
}

function contents(body: Uint8Array): readonly string[] {
  return blocksOf(body, 'anthropic').map(block => `${block.kind} ${contentOf(body, block)}`);
}

describe('a request that is rebuilt from its record', () => {
  it.each(['claudeCode-1', 'claudeCode-2', 'claudeCode-3', 'claudeCode-compacted-1', 'claudeCode-subagent-1'])(
    'holds every block of %s in its place, with its content',
    async name => {
      const body = readFileSync(new URL(`../../captures/requests/${name}.json`, import.meta.url));

      expect(contents(await rebuild(body, 'anthropic'))).toEqual(contents(body));
    },
  );

  it.each([
    ['copilotChat-2', 'openai-chat'],
    ['codex-2', 'openai-responses'],
    ['geminiCli-2', 'gemini'],
  ] as const)('holds the results of %s under their tools', async (name, format) => {
    const body = readFileSync(new URL(`../../captures/requests/${name}.json`, import.meta.url));
    const results = (blocks: readonly Block[]) =>
      blocks.filter(({ kind }) => kind === 'toolResult').map(({ tool }) => tool);

    expect(results(blocksOf(await rebuild(body, format), 'anthropic'))).toEqual(results(blocksOf(body, format)));
  });
});

it('a result comes back behind a call of its tool, with its command', () => {
  const exchange = exchangeWith([
    record(0, 'userText'),
    record(1, 'toolResult', { tool: 'Bash', subject: 'npm test', callId: 'c1' }),
  ]);
  const texts = new Map([
    ['h0', 'go'],
    ['h1', 'ok 1'],
  ]);

  const body = rebuildRequest(exchange, texts);

  expect(blocksOf(Buffer.from(body), 'anthropic').map(({ kind, tool }) => [kind, tool])).toEqual([
    ['userText', undefined],
    ['toolCall', 'Bash'],
    ['toolResult', 'Bash'],
  ]);
  expect(body).toContain('"input":{"command":"npm test"}');
});

it('what has expired is left out', () => {
  const body = rebuildRequest(exchangeWith([record(0, 'toolResult'), record(1, 'userText')]), new Map([['h1', 'go']]));

  expect(JSON.parse(body).messages).toMatchObject([{ role: 'user', content: [{ type: 'text', text: 'go' }] }]);
});
