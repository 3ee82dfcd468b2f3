import { expect, it } from 'vitest';
import { resolveModel } from '../../../../src/engine/models/modelTable.ts';
import { readBeginning, readHistory } from '../../../../src/engine/plan/history/coldHistory.ts';
import { WarmPrefixes } from '../../../../src/engine/plan/history/warmPrefixes.ts';
import type { WireFormat } from '../../../../src/shared/records.ts';
import { indexOf } from '../../conversation/indexed.ts';

const hour = 3_600_000;

function read(format: WireFormat, model: string, ttl?: '1h') {
  const control = ttl === undefined ? { type: 'ephemeral' } : { type: 'ephemeral', ttl };
  const index = indexOf(format, {
    model,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'hi', cache_control: control }] }],
  });
  const [block] = index.blocks;
  if (block === undefined) throw new Error('no block');
  return { ...readHistory(index, resolveModel(model), new WarmPrefixes(0), 48 * hour), block };
}

it('a prefix lives as long as its breakpoints ask for, and elsewhere as long as any may', () => {
  expect(read('anthropic', 'claude-sonnet-4-5').sent.lifetimeMs).toBe(hour / 12);
  expect(read('anthropic', 'claude-sonnet-4-5', '1h').sent.lifetimeMs).toBe(hour);
  expect(read('openai-chat', 'gpt-5').sent.lifetimeMs).toBe(24 * hour);
});

it('decisions about history belong to a model, by whatever name, and a prefix', () => {
  const [named, dated, other] = ['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 'claude-opus-4-5'].map(model => {
    const { policy, block } = read('anthropic', model);
    return policy.identityOf(block);
  });

  expect(named).toMatch(/^cold:claude-sonnet-4-5:/);
  expect(dated).toBe(named);
  expect(other).not.toBe(named);
});

it('says why a block is cold', () => {
  const { policy, block } = read('anthropic', 'claude-sonnet-4-5');

  expect(policy.reasonForCold(block)).toBe(
    'it was not sent to claude-sonnet-4-5 for 48 hours, longer than caches live',
  );
});

it('who does not see everything may change definitions where a conversation begins, for that conversation alone', () => {
  const tools = [{ name: 'a', input_schema: { type: 'object' } }];
  const begun = (opening: string, more: readonly object[] = []) => {
    const index = indexOf('anthropic', { tools, messages: [{ role: 'user', content: opening }, ...more] });
    const policy = readBeginning(index, resolveModel('claude-sonnet-4-5'));
    return index.blocks.map(block => [policy.identityOf(block), policy.reasonForCold(block)] as const);
  };
  const [definition, opening] = begun('one');
  const [later] = begun('one', [{ role: 'assistant', content: 'yes' }]);

  expect(definition?.[1]).toBe('the conversation begins with this request');
  expect(opening?.[1]).toBeUndefined();
  expect(later).toEqual([definition?.[0], undefined]);
  expect(begun('two')[0]?.[0]).not.toBe(definition?.[0]);
});
