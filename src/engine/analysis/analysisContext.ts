import type { RequestIndex } from '../conversation/request.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import type { CacheSimulator } from '../plan/cacheSimulator.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import type { TextMemo } from '../waste/textMemo.ts';
import type { HypothesisMemo } from './couldSave.ts';
import type { SentPrefix } from './sentPrefix.ts';
import type { TokenMeter } from './tokenMeter.ts';

/** Where the exchange belongs, and what its predecessor sent. */
export interface Lineage {
  readonly conversation: string;
  readonly parent?: string;
  readonly branch?: string;
  readonly previous?: SentPrefix;
}

export interface AnalysisContext {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: ModelFacts;
  /** What judgements count with. */
  readonly counter: TokenCounter;
  /** What people are shown. */
  readonly meter: TokenMeter;
  readonly lineage: Lineage;
  readonly memo: TextMemo;
  readonly hypotheses: HypothesisMemo;
  /** The provider's cache as far as we have seen its requests; without one, nothing is expected to be cached. */
  readonly cache?: CacheSimulator;
}
