import type { TokenCounter } from '../tokens/tokenCounter.ts';
import type { ImageFacts, LocalWaste } from './finding.ts';
import { findLocalWaste } from './localWaste.ts';

/** What is known of a text by itself. */
export interface TextFacts {
  readonly tokens: number;
  readonly waste: readonly LocalWaste[];
  /** Content address of the redacted text, when the text holds a secret: only that is kept. */
  readonly redactedHash?: string;
  /** Of an image whose size is known. */
  readonly image?: ImageFacts;
}

/** A text that is new, with what else its facts need. */
export interface NewText {
  readonly text: string;
  readonly mayWaste: boolean;
  readonly redactedHash?: string;
  /** Of what is no text to the model, its tokens by the model's own rule. */
  readonly tokens?: number;
  readonly image?: ImageFacts;
}

/**
 * Facts per text, found once: a conversation of N turns costs its new blocks, not N times the whole. Bounded: the least
 * recently used entries go first.
 */
export class TextMemo {
  readonly #facts = new Map<string, TextFacts>();
  readonly #capacity: number;

  constructor(capacity = 20_000) {
    this.#capacity = capacity;
  }

  /** `key` is the content's hash; `read` is called only when the text is new. */
  factsOf(key: string, counter: TokenCounter, read: () => NewText): TextFacts {
    const memoKey = `${counter.encoding}:${key}`;
    const known = this.#facts.get(memoKey);
    if (known !== undefined) {
      this.#facts.delete(memoKey);
      this.#facts.set(memoKey, known);
      return known;
    }
    const { text, mayWaste, redactedHash, tokens, image } = read();
    const facts = {
      tokens: tokens ?? counter.count(text),
      waste: mayWaste ? findLocalWaste(text, counter) : [],
      ...(redactedHash !== undefined && { redactedHash }),
      ...(image !== undefined && { image }),
    };
    this.#facts.set(memoKey, facts);
    if (this.#facts.size > this.#capacity) {
      const oldest = this.#facts.keys().next().value;
      if (oldest !== undefined) this.#facts.delete(oldest);
    }
    return facts;
  }
}
