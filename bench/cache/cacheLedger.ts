import { describeBlocks } from '../../src/engine/analysis/describeBlocks.ts';
import { usageOf } from '../../src/engine/analysis/netSaving.ts';
import { piecesOf, prefixBlocks } from '../../src/engine/analysis/sentPrefix.ts';
import type { TokenMeter } from '../../src/engine/analysis/tokenMeter.ts';
import { IndexMemory } from '../../src/engine/conversation/indexMemory.ts';
import { resolveModel } from '../../src/engine/models/modelTable.ts';
import { priceTokens, tierFor } from '../../src/engine/models/price.ts';
import { CacheSimulator, type CacheUse, cacheRulesOf } from '../../src/engine/plan/cacheSimulator.ts';
import { type Passing, readIndex } from '../../src/engine/rehearsal/rehearsal.ts';
import { TextMemo } from '../../src/engine/waste/textMemo.ts';

export interface Entry extends CacheUse {
  /** Pieces at the start that were sent before and may still be held, were no prefix too small to be cached. */
  readonly piecesHeld: number;
  /** Input tokens. */
  readonly tokens: number;
  /** US dollars of input. */
  readonly usd: number;
  /** What a provider that caches in steps may charge for a prefix that ends a little before a step instead of on it. */
  readonly roundingUsd: number;
}

/** What a provider charges for requests as they come: a simulated cache behind the price table. */
export class CacheLedger {
  readonly #cache = new CacheSimulator();
  readonly #held = new CacheSimulator();
  readonly #memory = new IndexMemory();
  readonly #meter: TokenMeter;
  readonly #memo: TextMemo;

  /** Ledgers that see the same texts may share what is known of them. */
  constructor(meter: TokenMeter, memo = new TextMemo()) {
    this.#meter = meter;
    this.#memo = memo;
  }

  book({ body, format, model: name, atMs }: Passing): Entry {
    const index = readIndex(body, format, this.#memory);
    const model = resolveModel(name);
    const context = { body, index, model, meter: this.#meter, memo: this.#memo };
    const described = describeBlocks({ ...context, settled: new Map(), planned: new Map() });
    const pieces = piecesOf(prefixBlocks({ ...context, described, previous: undefined }), 1);
    const rules = cacheRulesOf(model);
    const request = { rules, scope: model.id, pieces, atMs };
    const use = this.#cache.use(request);
    const tokens = use.input + use.read + use.write5m + use.write1h;
    const step = rules.kind === 'automatic' ? rules.step : 0;
    return {
      ...use,
      piecesHeld: this.#held.use({ ...request, rules: { ...rules, minimum: 0 } }).piecesRead,
      tokens,
      usd: priceTokens(model, usageOf(use))?.total ?? 0,
      roundingUsd: (step * (tierFor(model, tokens)?.input ?? 0)) / 1_000_000,
    };
  }
}
