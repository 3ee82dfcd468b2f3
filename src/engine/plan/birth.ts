import type { Options } from '../../shared/options.ts';
import { say } from '../../shared/sentences/say.ts';
import type { PictureTask } from '../images/pictureTask.ts';
import { rememberCounts } from '../tokens/rememberCounts.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import { judge } from '../transforms/judge.ts';
import type { Judgement, Subject } from '../transforms/transform.ts';
import { protectedCode } from './analysisContext.ts';
import type { Decision, Original } from './decision.ts';
import { mayRewriteHistory, type RewriteTerms } from './history/mayRewriteHistory.ts';
import { mayShrink, type SmallPrefix } from './history/smallPrefix.ts';
import { findSecret } from './secrets.ts';
import { slimDefinition } from './slimDefinition.ts';

/** A block to be judged for the first time. Plain data, so that it crosses to a worker. */
export interface Birth {
  readonly identity: string;
  readonly subject: Subject;
  /** The name under which the original will be kept, if the block is replaced. */
  readonly handle: string;
  /** Present for a picture, whose `subject` is then the data URL of it; a text says why nothing is to be judged. */
  readonly picture?: PictureTask | string;
  /** Present where the block may decide whether the provider caches what ends with it. */
  readonly prefix?: SmallPrefix;
  /** Present for a block that was sent before and is judged only now, because no cache holds it. */
  readonly rewrite?: RewriteTerms;
}

export interface BirthContext {
  readonly options: Options;
  readonly counter: TokenCounter;
  /** False when the client cannot fetch originals, or none are kept: then nothing is omitted. */
  readonly canRetrieve: boolean;
}

export interface BirthOutcome {
  readonly decision: Decision;
  /** Present when the block is replaced; to be committed together with the decision. */
  readonly original?: Original;
}

/** Decides a block's fate, once. Pure: equal arguments give equal bytes. */
export function judgeBirth(birth: Birth, context: BirthContext): BirthOutcome {
  const { identity, subject, handle } = birth;
  const counter = rememberCounts(context.counter);
  const tokensBefore = counter.count(subject.text);
  const left = (reason: string): BirthOutcome => ({
    decision: { identity, outcome: { kind: 'leave', reason }, tokensBefore, tokensAfter: tokensBefore },
  });

  const secret = findSecret(subject.text);
  if (secret !== undefined) return left(say('left.secret', { kind: secret }));

  const protection = protectedCode(subject, context.options);
  if (protection !== undefined) return left(protection);

  const isDefinition = subject.kind === 'toolDefinition';
  const judgement: Judgement = isDefinition ? slimDefinition(subject) : judge(subject, { ...context, counter, handle });
  if (judgement.kind === 'leave') return left(judgement.reason);

  const tokensAfter = counter.count(judgement.output);
  if (tokensAfter >= tokensBefore) return left(say('left.noGain'));
  if (birth.prefix !== undefined && !mayShrink(birth.prefix, { before: tokensBefore, after: tokensAfter }, counter)) {
    return left(say('left.prefix', { n: birth.prefix.minimumTokens }));
  }
  const terms = birth.rewrite;
  // Nobody fetches an annotation back.
  const isOmission = judgement.grade === 'omission' && !isDefinition;
  const verdict = terms && mayRewriteHistory({ ...terms, tokensBefore, tokensAfter, isOmission });
  if (verdict?.may === false) return left(verdict.reason);
  const reason = verdict === undefined ? judgement.reason : `${judgement.reason}; ${verdict.reason}`;
  return {
    decision: { identity, outcome: { ...judgement, reason, handle }, tokensBefore, tokensAfter },
    original: { handle, text: subject.text },
  };
}
