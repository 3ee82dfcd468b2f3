import { expect, it } from 'vitest';
import { offersRetrieval } from '../../../src/engine/plan/offersRetrieval.ts';
import type { WireFormat } from '../../../src/shared/records.ts';
import { indexBytes } from '../conversation/indexed.ts';

const ours = { name: 'mcp__headroom__headroom_retrieve', input_schema: {} };
const search = { name: 'ToolSearch', input_schema: {} };
const go = { role: 'user', content: 'go' };

function offers(request: unknown, format: WireFormat = 'anthropic'): boolean {
  const body = Buffer.from(JSON.stringify(request));
  return offersRetrieval(body, indexBytes(format, body));
}

it('a client whose tools hold ours can retrieve; one without cannot', () => {
  expect(offers({ tools: [ours], messages: [go] })).toBe(true);
  expect(offers({ tools: [{ name: 'Bash' }], messages: [go] })).toBe(false);
  expect(offers({ messages: [go] })).toBe(false);
});

it('a deferred definition counts when there is a tool that finds it', () => {
  const deferred = { ...ours, defer_loading: true };

  expect(offers({ tools: [search, deferred], messages: [go] })).toBe(true);
  expect(offers({ tools: [deferred], messages: [go] })).toBe(false);
});

it('a name that Claude Code lists for its tool search counts', () => {
  const list = 'The following tools can be found with ToolSearch:\nWebFetch\nmcp__headroom__headroom_retrieve\n\nMore';
  const messages = [go, { role: 'system', content: list }];

  expect(offers({ tools: [search], messages })).toBe(true);
  expect(offers({ tools: [{ name: 'Bash' }], messages })).toBe(false);
});

it('a text that only speaks of the tool does not count', () => {
  const asked = { role: 'user', content: 'Why is headroom_retrieve not offered to my agent?' };

  expect(offers({ tools: [search], messages: [asked] })).toBe(false);
});

it('a tool inside a namespace of Codex counts', () => {
  const namespace = {
    type: 'namespace',
    name: 'mcp__headroom',
    tools: [{ type: 'function', name: 'headroom_retrieve' }],
  };
  const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go' }] }];

  expect(offers({ model: 'gpt-5', tools: [namespace], input }, 'openai-responses')).toBe(true);
  expect(offers({ model: 'gpt-5', tools: [{ ...namespace, tools: [] }], input }, 'openai-responses')).toBe(false);
});
