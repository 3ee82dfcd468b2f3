import { describe, expect, it } from 'vitest';
import type { RequestIndex } from '../../../../src/engine/conversation/request.ts';
import { resolveModel } from '../../../../src/engine/models/modelTable.ts';
import type { Decision } from '../../../../src/engine/plan/decision.ts';
import { mayShrink, paysUncached, smallPrefixOf } from '../../../../src/engine/plan/history/smallPrefix.ts';
import { planRequest } from '../../../../src/engine/plan/planRequest.ts';
import type { TokenCounter } from '../../../../src/engine/tokens/tokenCounter.ts';
import { defaultOptions } from '../../../../src/shared/options.ts';
import { indexBytes } from '../../conversation/indexed.ts';

const mark = { cache_control: { type: 'ephemeral' } };

function prefixOf(more: { system?: string; marked?: boolean; model?: string; decision?: Decision } = {}) {
  const { system = 'Be brief.', marked = true, model = 'claude-sonnet-4-5', decision } = more;
  const call = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: {} });
  const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: `result of ${id}` });
  const request = {
    model,
    system: [{ type: 'text', text: system, ...(marked && mark) }],
    messages: [
      { role: 'user', content: 'go' },
      { role: 'assistant', content: [call('a')] },
      { role: 'user', content: [result('a')] },
      { role: 'assistant', content: [call('b')] },
      { role: 'user', content: [result('b')] },
    ],
  };
  const body = Buffer.from(JSON.stringify(request));
  const index: RequestIndex = indexBytes('anthropic', body);
  const find = (identity: string) => (identity.startsWith('call:a:toolResult') ? decision : undefined);
  const plan = planRequest(index, { options: defaultOptions('proxy'), find, mayJudge: true });
  const last = index.blocks.at(-1);
  if (last === undefined) throw new Error('no block');
  return smallPrefixOf(last, plan, { body, index, model: resolveModel(model) });
}

describe('the prefix before a block', () => {
  it('is told while it is small, with the rules of the model', () => {
    const prefix = prefixOf();

    expect(prefix).toMatchObject({ minimumTokens: 1024, readShare: 0.3 / 3 });
    expect(prefix?.text).toMatch(/^Be brief\.\ngo\n.*\nresult of a\n/s);
    expect(prefix?.request).toMatch(/^Be brief\.\ngo\n.*\nresult of a\n/s);
  });

  it('counts what is replaced as it goes upstream', () => {
    const outcome = {
      kind: 'replace',
      transform: 't',
      grade: 'omission',
      output: 'short',
      reason: 'r',
      handle: 'h',
    } as const;

    const prefix = prefixOf({ decision: { identity: 'i', outcome, tokensBefore: 10, tokensAfter: 1 } });

    expect(prefix?.text).toMatch(/\nshort\n/);
  });

  it('needs no telling where enough stands before', () => {
    expect(prefixOf({ system: 'word '.repeat(4000) })).toBeUndefined();
  });

  it('does not matter where nothing is cached: without a breakpoint, or for a model that nobody knows', () => {
    expect(prefixOf({ marked: false })).toBeUndefined();
    expect(prefixOf({ model: 'some-local-model' })).toBeUndefined();
  });
});

describe('a replacement', () => {
  const counter: TokenCounter = { encoding: 'words', errorBand: 0.1, count: text => text.split(' ').length };
  const prefix = { text: Array(500).fill('w').join(' '), minimumTokens: 1000, readShare: 0.1 };

  it.each([
    ['that leaves enough to be cached, whatever the error of the count, may be made', 5000, 700, true],
    ['that might leave too little may not', 5000, 600, false],
    ['of so much that the little that is left is cheaper uncached may be made', 12_000, 100, true],
  ])('%s', (_, before, after, may) => {
    expect(mayShrink(prefix, { before, after }, counter)).toBe(may);
  });
});

describe('a replacement in a request that is too small to be cached', () => {
  const counter: TokenCounter = { encoding: 'words', errorBand: 0, count: text => text.split(' ').length };
  const prefix = { text: 'w', request: 'w w w', minimumTokens: 1024, readShare: 0.5 };

  it.each([
    ['pays where reading from the cache costs half: 765 tokens become 110', {}, 765, 110, true],
    [
      'does not pay where reading costs a tenth, so that being cached later is worth more',
      { readShare: 0.1 },
      765,
      110,
      false,
    ],
    ['is not judged here where the request is cached as it is', { request: 'w '.repeat(300) }, 765, 110, false],
    ['does not pay where little is saved', {}, 300, 200, false],
  ])('%s', (_, more, before, after, pays) => {
    expect(paysUncached({ ...prefix, ...more }, { before, after }, counter)).toBe(pays);
  });

  it('is not judged where a request holds more than texts', () => {
    const { request: _, ...unknown } = prefix;

    expect(paysUncached(unknown, { before: 765, after: 110 }, counter)).toBe(false);
  });
});

it('before a definition counts what stands up to the first breakpoint, without the other definitions', () => {
  const tools = ['a', 'b'].map(name => ({ name, input_schema: { type: 'object' } }));
  const body = Buffer.from(
    JSON.stringify({
      tools,
      system: [{ type: 'text', text: 'Be brief.', ...mark }],
      messages: [{ role: 'user', content: 'go' }],
    }),
  );
  const index = indexBytes('anthropic', body);
  const plan = planRequest(index, { options: defaultOptions('proxy'), find: () => undefined, mayJudge: true });
  const [definition] = index.blocks;
  if (definition === undefined) throw new Error('no definition');

  const prefix = smallPrefixOf(definition, plan, { body, index, model: resolveModel('claude-sonnet-4-5') });

  expect(prefix?.text).toBe('Be brief.');
});
