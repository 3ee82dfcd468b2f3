import type { ExchangeDetail } from '../../shared/records.ts';
import type { RequestNode } from '../conversation/conversationTree.ts';
import type { Sample } from '../tokens/calibration.ts';
import type { TokenizerFamily } from '../tokens/tokenizerFamilies.ts';

/** An analysed exchange and the texts that its blocks name by hash: what the store keeps. */
export interface ExchangeRecording {
  readonly detail: ExchangeDetail;
  /** Texts by SHA-256 (hex), originals and replacements alike; the store keeps each once. Texts with secrets are redacted. */
  readonly texts: ReadonlyMap<string, string>;
  readonly lesson?: Lesson;
  /** Where the request belongs among its project's conversations; absent when it could not be read. */
  readonly node?: RequestNode;
  /** Identities of new blocks that left although nobody had judged them; from now on they stay as they were sent. */
  readonly unjudged?: readonly string[];
  /** Why nothing new may be judged in this conversation any more: an edit of ours cost the provider's cache. */
  readonly distrust?: string;
}

/** What an exchange teaches about a tokenizer that is not public. */
export interface Lesson {
  readonly family: TokenizerFamily;
  readonly sample: Sample;
}
