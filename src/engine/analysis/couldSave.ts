import type { RequestIndex } from '../conversation/request.ts';
import { type BirthOutcome, judgeBirth } from '../plan/birth.ts';
import { eligibilityOf } from '../plan/eligibility.ts';
import { unkeptHandle } from '../plan/handle.ts';
import { identityOf } from '../plan/identity.ts';
import { subjectOf } from '../plan/subject.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';

/** What optimize would have decided for a block, had it been on from the start. */
export type Hypothesis = Pick<BirthOutcome, 'decision'>;

/** Hypotheses per block, made once; bounded like a cache. */
export class HypothesisMemo {
  readonly #byKey = new Map<string, Hypothesis>();

  remember(key: string, make: () => Hypothesis): Hypothesis {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    if (this.#byKey.size >= 20_000) this.#byKey.clear();
    const made = make();
    this.#byKey.set(key, made);
    return made;
  }
}

export interface HypothesisContext {
  readonly facts: ExchangeFacts;
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly counter: TokenCounter;
  readonly memo: HypothesisMemo;
}

/** The decisions that optimize would have made for this request, by position. History counts as if it had always been on. */
export function hypothesesFor(context: HypothesisContext): ReadonlyMap<number, Hypothesis> {
  const { facts, body, index, counter, memo } = context;
  const optionsKey = JSON.stringify([facts.options, facts.canRetrieve, counter.encoding, facts.project]);
  const eligible = index.blocks.filter(
    block => block.textSlot !== undefined && eligibilityOf(block, facts.options).kind === 'eligible',
  );
  return new Map(
    eligible.flatMap(block => {
      const identity = identityOf(block);
      const hypothesis = memo.remember(`${identity} ${optionsKey}`, () => {
        const subject = subjectOf(body, index, block);
        if (subject === undefined) throw new Error('An eligible block has a text');
        const { options, canRetrieve } = facts;
        const { decision } = judgeBirth(
          { identity, subject: { ...subject, project: facts.project }, handle: unkeptHandle },
          { options, counter, canRetrieve },
        );
        return { decision };
      });
      return [[block.position, hypothesis] as const];
    }),
  );
}
