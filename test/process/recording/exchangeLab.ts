import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

/** A request that was relayed unread, in audit. */
export function factsOf(id: string, more: Partial<ExchangeFacts> = {}): ExchangeFacts {
  return {
    id,
    project: 'p',
    client: 'c',
    provider: 'anthropic',
    format: 'anthropic',
    mode: 'audit',
    profile: 'balanced',
    options: defaultOptions('proxy'),
    startedAt: 0,
    path: '/v1/messages',
    status: 200,
    streamed: false,
    timings: { addedMs: 0, totalMs: 1 },
    requestBytes: 1,
    sentBytes: 1,
    settled: [],
    canRetrieve: false,
    limits: [],
    ...more,
  };
}

/** A body in which person and model take turns. */
export function talk(...turns: readonly string[]): Buffer {
  const messages = turns.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }));
  return Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', messages }));
}
