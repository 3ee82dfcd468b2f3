import { claudeCodeBody, type Message } from '../../../scripts/demo/claudeCodeRequest.ts';
import type { AnalysisContext, Lineage } from '../../../src/engine/analysis/analysisContext.ts';
import { type Analysis, analyzeExchange } from '../../../src/engine/analysis/analyzeExchange.ts';
import { HypothesisMemo } from '../../../src/engine/analysis/couldSave.ts';
import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import { meterFor } from '../../../src/engine/analysis/tokenMeter.ts';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../../src/engine/conversation/request.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';
import { CacheSimulator } from '../../../src/engine/plan/cacheSimulator.ts';
import type { Calibration } from '../../../src/engine/tokens/calibration.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { TextMemo } from '../../../src/engine/waste/textMemo.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

export const model = 'claude-sonnet-4-6';

/** A conversation of Claude Code, analysed exchange by exchange as the engine does it. */
export class AnalysisLab {
  readonly #shared = { memo: new TextMemo(), hypotheses: new HypothesisMemo(), cache: new CacheSimulator() };
  calibration: Calibration = {};
  #previous: Analysis | undefined;
  #count = 0;

  async send(messages: readonly Message[], facts: Partial<ExchangeFacts> = {}): Promise<Analysis> {
    const body = facts.body ?? Buffer.from(claudeCodeBody(messages));
    const context = await this.context(body);
    const id = `e${++this.#count}`;
    const analysis = analyzeExchange({ ...plainFacts, id, body, ...facts }, context);
    this.#previous = analysis;
    return analysis;
  }

  async context(body: Uint8Array): Promise<AnalysisContext> {
    const index = indexOf(body);
    const facts = resolveModel(index.model ?? model);
    const lineage: Lineage = {
      conversation: 'e1',
      ...(this.#previous !== undefined && { previous: this.#previous.sent }),
    };
    const [counter, meter] = [await counterFor(facts.id), await meterFor(facts, this.calibration)];
    return { body, index, model: facts, counter, meter, lineage, ...this.#shared };
  }
}

export function indexOf(body: Uint8Array): RequestIndex {
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return index;
}

export const plainFacts: ExchangeFacts = {
  id: 'e1',
  project: 'demo',
  client: 'Claude Code',
  provider: 'anthropic',
  format: 'anthropic',
  mode: 'optimize',
  profile: 'balanced',
  options: defaultOptions('proxy'),
  startedAt: 1_000_000,
  path: '/v1/messages',
  status: 200,
  streamed: true,
  timings: { addedMs: 1, firstByteMs: 500, totalMs: 2000 },
  requestBytes: 0,
  sentBytes: 0,
  settled: [],
  canRetrieve: true,
  limits: [],
};

export const ask: Message = { role: 'user', content: [{ type: 'text', text: 'Why do the tests fail?' }] };

/** A call and its result. */
export function round(id: string, name: string, input: object, content: string): readonly Message[] {
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
  ];
}

export const records = JSON.stringify(
  Array.from({ length: 200 }, (_, i) => ({ identifier: i, displayName: `row ${i}`, isEnabled: true, size: i * 7 })),
);
