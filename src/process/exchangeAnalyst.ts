import { analyzeExchange, type Lineage } from '../engine/analysis/analyzeExchange.ts';
import type { SentPrefix } from '../engine/analysis/cacheOutcome.ts';
import { HypothesisMemo } from '../engine/analysis/couldSave.ts';
import type { ExchangeFacts } from '../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../engine/analysis/exchangeRecording.ts';
import { unreadableExchange } from '../engine/analysis/unreadableExchange.ts';
import { ConversationTree } from '../engine/conversation/conversationTree.ts';
import { indexRequest, isUnindexed } from '../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../engine/conversation/request.ts';
import { resolveModel } from '../engine/models/modelTable.ts';
import { counterFor } from '../engine/tokens/counters.ts';
import { TextMemo } from '../engine/waste/textMemo.ts';

/** Prefixes remembered for comparison; a conversation that was silent for longer is compared with nothing. */
const rememberedPrefixes = 500;

/** What the analysis remembers between exchanges: known texts, conversations per project, the last prefix of each branch. */
export class ExchangeAnalyst {
  readonly #memo = new TextMemo();
  readonly #hypotheses = new HypothesisMemo();
  readonly #trees = new Map<string, ConversationTree>();
  readonly #sent = new Map<string, SentPrefix>();

  async analyse(facts: ExchangeFacts): Promise<ExchangeRecording> {
    const { body, format } = facts;
    if (body === undefined || format === undefined) return unreadableExchange(facts, 'the body was not read');
    const index = indexRequest(body, format);
    if (isUnindexed(index)) return unreadableExchange(facts, index.reason);
    const modelId = index.model ?? facts.model ?? '';
    const { detail, texts, sent } = analyzeExchange(facts, {
      body,
      index,
      model: resolveModel(modelId, { modelContextLimits: facts.options.modelContextLimits }),
      counter: await counterFor(modelId),
      lineage: this.#place(facts, index),
      memo: this.#memo,
      hypotheses: this.#hypotheses,
    });
    this.#remember(facts.id, sent);
    return { detail, texts };
  }

  #place(facts: ExchangeFacts, index: RequestIndex): Lineage {
    const tree = this.#trees.get(facts.project) ?? new ConversationTree();
    this.#trees.set(facts.project, tree);
    const { id, session, agent } = facts;
    const node = tree.place({
      id,
      index,
      ...(session === undefined ? {} : { session }),
      ...(agent === undefined ? {} : { agent }),
    });
    const previous = node.parent === undefined ? undefined : this.#sent.get(node.parent);
    return {
      conversation: node.conversation,
      ...(node.parent === undefined ? {} : { parent: node.parent }),
      ...(node.kind === 'subagent' || node.kind === 'fork' ? { branch: node.kind } : {}),
      ...(previous === undefined ? {} : { previous }),
    };
  }

  #remember(id: string, sent: SentPrefix): void {
    this.#sent.set(id, sent);
    if (this.#sent.size <= rememberedPrefixes) return;
    const oldest = this.#sent.keys().next().value;
    if (oldest !== undefined) this.#sent.delete(oldest);
  }
}
