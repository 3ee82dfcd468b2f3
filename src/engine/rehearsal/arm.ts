import type { Usage } from '../../shared/records.ts';
import { describeBlocks } from '../analysis/describeBlocks.ts';
import { usageOf } from '../analysis/netSaving.ts';
import { inputOf, piecesOf, prefixBlocks, type SentBlock } from '../analysis/sentPrefix.ts';
import { meterFor, type TokenMeter } from '../analysis/tokenMeter.ts';
import { IndexMemory } from '../conversation/indexMemory.ts';
import { unseenPrefixText } from '../conversation/unseenPrefix.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { resolveModel } from '../models/modelTable.ts';
import { priceTokens, tierFor } from '../models/price.ts';
import type { Settled } from '../plan/applyPlan.ts';
import { type CacheHit, type CacheRules, CacheSimulator, cacheRulesOf } from '../plan/cacheSimulator.ts';
import { counterFor } from '../tokens/counters.ts';
import { TextMemo } from '../waste/textMemo.ts';
import { type Passing, Rehearsal, readIndex, type Setting } from './rehearsal.ts';

/** A request that was sent once, to be sent again in thought. */
export interface PastRequest extends Passing {
  /** Requests of one lane follow each other: a conversation's main line, or one of its sub-agents. */
  readonly lane: string;
  /** What the provider reported: it gives the scale, and the answer's price. */
  readonly usage?: Usage;
  /** What the provider would have counted of this body, when what it reported was of a smaller one. */
  readonly promptTokens?: number;
}

/** One request under one setting. Tokens are the provider's where it reported any. */
export interface ArmStep {
  readonly tokens: number;
  /** Of them, read from the provider's cache. */
  readonly cached: number;
  /** US dollars, the answer included. */
  readonly usd: number;
  /** US dollars that fetching back what it newly omits is expected to cost, then and in later requests. */
  readonly fetchUsd: number;
  /** Expected number of fetches: a share of what this request omits for the first time. */
  readonly fetches: number;
  /** True when the provider would have held more of it, had it always got everything as the client sent it. */
  readonly isBreak: boolean;
}

/** Every tenth omission is taken to be fetched back: more than was seen, so that no saving rests on hope. */
export const fetchRate = 0.1;
/** What an agent writes to fetch an original, in tokens. */
const fetchCallTokens = 120;

/** What requests of different arms may share, so that a text is counted once. */
export class ArmMemory {
  readonly texts = new TextMemo();
  readonly index = new IndexMemory();
  readonly #asSent = new WeakMap<PastRequest, readonly SentBlock[]>();

  /** The blocks of a request as its client sent them: the same for every arm. */
  asSent(request: PastRequest, read: () => readonly SentBlock[]): readonly SentBlock[] {
    const known = this.#asSent.get(request) ?? read();
    this.#asSent.set(request, known);
    return known;
  }
}

/** Conversations replayed under one setting: plan, judge, splice, and the provider's cache behind it. */
export class Arm {
  readonly #setting: Setting;
  readonly #memory: ArmMemory;
  readonly #cache = new CacheSimulator();
  /** What was sent and may still be held, with us and without; of any size, unlike what is cached. */
  readonly #held = { forwarded: new CacheSimulator(), asSent: new CacheSimulator() };
  readonly #rehearsals = new Map<string, Rehearsal>();
  readonly #omitted = new Set<string>();

  constructor(setting: Setting, memory: ArmMemory) {
    this.#setting = setting;
    this.#memory = memory;
  }

  /** `laterRequests` will carry what this one adds. A setting holds for this request alone. */
  async send(request: PastRequest, laterRequests: number, setting: Setting = this.#setting): Promise<ArmStep> {
    const { body, model: name, usage } = request;
    const model = resolveModel(name, this.#setting.options);
    const meter = await meterFor(model, {});
    const forwarded = (await this.#rehearsalFor(name)).send(request, setting) ?? { body, settled: [] };
    const asSent = this.#memory.asSent(request, () => this.#blocks(body, { request, model, meter }));
    const scale = scaleOf(asSent, request);
    const blocks = (forwarded.body === body ? asSent : this.#blocks(forwarded.body, { request, model, meter })).map(
      scale,
    );
    const rules = cacheRulesOf(model);
    const sendTo = (cache: CacheSimulator, sent: readonly SentBlock[], by: CacheRules): CacheHit =>
      cache.use({ rules: by, scope: name, pieces: piecesOf(sent, 1), atMs: request.atMs });
    const use = sendTo(this.#cache, blocks, rules);
    const anySize = { ...rules, minimum: 0 };
    const { piecesRead } = sendTo(this.#held.forwarded, blocks, anySize);
    const tokens = use.input + use.read + use.write5m + use.write1h;
    const cost = priceTokens(model, { ...usageOf(use), output: usage?.output ?? 0 });
    return {
      tokens,
      cached: use.read,
      usd: cost?.total ?? 0,
      ...this.#fetches(forwarded.settled, { model, tokens, laterRequests }),
      isBreak: piecesRead < sendTo(this.#held.asSent, asSent.map(scale), anySize).piecesRead,
    };
  }

  async #rehearsalFor(model: string): Promise<Rehearsal> {
    const known = this.#rehearsals.get(model) ?? new Rehearsal(await counterFor(model));
    this.#rehearsals.set(model, known);
    return known;
  }

  #blocks(body: Uint8Array, { request, model, meter }: BlockSource): readonly SentBlock[] {
    const index = readIndex(body, request.format, this.#memory.index);
    const none = new Map<never, never>();
    const described = describeBlocks({
      body,
      index,
      model,
      meter,
      memo: this.#memory.texts,
      settled: none,
      planned: none,
    });
    return prefixBlocks({ body, index, described, previous: undefined });
  }

  #fetches(
    settled: readonly Settled[],
    { model, tokens, laterRequests }: { model: ModelFacts; tokens: number; laterRequests: number },
  ): Pick<ArmStep, 'fetches' | 'fetchUsd'> {
    const omitted = settled.flatMap(({ decision: { identity, outcome, tokensBefore } }) => {
      if (outcome.kind !== 'replace' || outcome.grade !== 'omission' || this.#omitted.has(identity)) return [];
      this.#omitted.add(identity);
      return [tokensBefore];
    });
    const prices = tierFor(model, tokens);
    const asking = tokens * (prices?.cacheRead ?? 0) + fetchCallTokens * (prices?.output ?? 0);
    const carrying = (prices?.cacheWrite5m ?? 0) + laterRequests * (prices?.cacheRead ?? 0);
    const each = omitted.map(original => (fetchRate * (asking + original * carrying)) / 1_000_000);
    return { fetches: fetchRate * omitted.length, fetchUsd: each.reduce((sum, usd) => sum + usd, 0) };
  }
}

interface BlockSource {
  readonly request: PastRequest;
  readonly model: ModelFacts;
  readonly meter: TokenMeter;
}

/** Beyond these factors something else was counted than what we see. */
const plausible = { least: 0.4, most: 2.5 };

/**
 * Brings our counts to the provider's: what a record does not hold is the rest of what was reported, and where it holds
 * everything each token of ours is so many of the provider's.
 */
function scaleOf(asSent: readonly SentBlock[], { usage, promptTokens }: PastRequest): (block: SentBlock) => SentBlock {
  const counted = asSent.reduce((sum, { tokens }) => sum + tokens, 0);
  const reported = promptTokens ?? (usage === undefined ? counted : inputOf(usage));
  const unseen = reported - counted;
  if (unseen >= 0 && asSent.some(isUnseen)) {
    return block => (isUnseen(block) ? { ...block, tokens: block.tokens + unseen } : block);
  }
  const factor = counted === 0 ? 1 : reported / counted;
  if (factor < plausible.least || factor > plausible.most) return block => block;
  return block => ({ ...block, tokens: block.tokens * factor });
}

function isUnseen({ kind, text }: SentBlock): boolean {
  return kind === 'system' && text === unseenPrefixText;
}
