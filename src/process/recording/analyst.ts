import type { AnalysisContext, Lineage } from '../../engine/analysis/analysisContext.ts';
import { analyzeExchange } from '../../engine/analysis/analyzeExchange.ts';
import { HypothesisMemo } from '../../engine/analysis/couldSave.ts';
import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import type { SentPrefix } from '../../engine/analysis/sentPrefix.ts';
import { meterFor } from '../../engine/analysis/tokenMeter.ts';
import type { RequestNode } from '../../engine/conversation/conversationTree.ts';
import { IndexMemory } from '../../engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../engine/conversation/request.ts';
import { resolveModel } from '../../engine/models/modelTable.ts';
import { priceUsage } from '../../engine/models/price.ts';
import { CacheSimulator } from '../../engine/plan/cacheSimulator.ts';
import { sentUnjudged } from '../../engine/plan/history/sentUnjudged.ts';
import type { Calibration } from '../../engine/tokens/calibration.ts';
import { counterFor } from '../../engine/tokens/counters.ts';
import { TextMemo } from '../../engine/waste/textMemo.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import { ConversationTrees } from './conversationTrees.ts';

/** Exchanges whose sent blocks are remembered, to tell what the next one of their conversation found in the cache. */
const maxRemembered = 500;

/** What the analysis remembers from one exchange to the next. Lives in the analysis thread. */
export class Analyst {
  readonly #memory = new IndexMemory();
  readonly #texts = new TextMemo();
  readonly #hypotheses = new HypothesisMemo();
  readonly #sent = new Map<string, SentPrefix>();
  readonly #cache = new CacheSimulator();
  readonly conversations = new ConversationTrees();
  /** What is known of tokenizers that are not public; for display only. */
  calibration: Calibration = {};

  /** Everything that can be told of a finished exchange; of an unreadable one, what its facts say. */
  async analyze(facts: ExchangeFacts): Promise<ExchangeRecording> {
    const { body, format } = facts;
    if (body === undefined || format === undefined) return unread(facts);
    const index = indexRequest(body, format, this.#memory);
    if (isUnindexed(index)) return unread({ ...facts, fault: facts.fault ?? say('fault.body', { why: index.reason }) });

    const node = this.conversations.place(facts, index);
    const context = await this.contextFor(facts, body, index, this.#lineageOf(facts, node));
    const { sent, ...recording } = analyzeExchange(facts, { ...context, cache: this.#cache });
    this.#remember(facts.id, sent);
    const decided = new Set(facts.settled.map(({ position }) => position));
    return { ...recording, node, unjudged: sentUnjudged({ body, index }, facts.options, decided) };
  }

  async contextFor(
    facts: ExchangeFacts,
    body: Uint8Array,
    index: RequestIndex,
    lineage: Lineage,
  ): Promise<AnalysisContext> {
    const name = index.model ?? facts.model ?? 'unknown';
    const model = resolveModel(name, facts.options);
    return {
      body,
      index,
      model,
      counter: await counterFor(name),
      meter: await meterFor(model, this.calibration),
      lineage,
      memo: this.#texts,
      hypotheses: this.#hypotheses,
    };
  }

  #lineageOf(facts: ExchangeFacts, { conversation, parent }: RequestNode): Lineage {
    const previous = parent === undefined ? undefined : this.#sent.get(parent);
    return {
      conversation,
      ...(parent !== undefined && { parent }),
      ...(facts.branch !== undefined && { branch: facts.branch }),
      ...(previous !== undefined && { previous }),
    };
  }

  #remember(id: string, sent: SentPrefix): void {
    this.#sent.set(id, sent);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > maxRemembered && oldest !== undefined) this.#sent.delete(oldest);
  }
}

/** An exchange whose body nobody could read still shows who, what, when and what the provider charged. */
function unread(facts: ExchangeFacts): ExchangeRecording {
  const model = facts.model ?? 'unknown';
  const cost = facts.usage === undefined ? undefined : priceUsage(resolveModel(model), facts.usage);
  const {
    body: _body,
    settled: _settled,
    options: _options,
    canRetrieve: _canRetrieve,
    format,
    session: _session,
    ...told
  } = facts;
  const detail: ExchangeDetail = {
    ...told,
    ...(format !== undefined && { format }),
    model,
    conversation: facts.id,
    tokensBefore: 0,
    tokensAfter: 0,
    wasteTokens: 0,
    errorBand: 0,
    title: say('title.unread'),
    verdict: facts.fault ?? say('verdict.unread'),
    blocks: [],
    receipts: [],
    waste: [],
    ...(cost !== undefined && { cost }),
  };
  return { detail, texts: new Map() };
}
