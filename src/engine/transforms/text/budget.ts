import { policyOf } from '../profiles.ts';
import type { JudgeContext } from '../transform.ts';

/** Share of a long text that `balanced` may keep; thriftier profiles scale it by their generosity. */
const keptShare = 0.33;
const leastKept = 500;

/** What lies beyond this size mostly repeats what came before, so half the share will do. */
const longText = 30_000;

/** Tokens that an omission may leave of a text with so many; `undefined` when nothing may be left out. */
export function tokenBudget(tokens: number, context: JudgeContext): number | undefined {
  const policy = policyOf(context.options);
  if (!policy.omits || !context.canRetrieve || tokens < policy.leastOmittedTokens) return undefined;
  const effective = Math.min(tokens, longText) + Math.max(0, tokens - longText) / 2;
  return Math.max(leastKept, Math.round(effective * keptShare * policy.generosity));
}

/** A quick look before any counting: a text never has more tokens than characters. */
export function mayOmit(text: string, context: JudgeContext): boolean {
  const policy = policyOf(context.options);
  return policy.omits && context.canRetrieve && text.length >= policy.leastOmittedTokens;
}

/** A rewriting that keeps every value is worth more than a sample, so it may be this much larger than one would be. */
const sufficientShare = 0.45;

/** True when a rewriting with so many tokens is short enough for the profile, so that nothing need be left out. */
export function rewritingSuffices(rewritten: number, total: number, context: JudgeContext): boolean {
  return rewritten <= total * sufficientShare * policyOf(context.options).generosity;
}

/** Estimates the tokens of parts of a text from the text's own density, since counting every line would cost too much. */
export class TokenScale {
  readonly total: number;
  private readonly tokensPerCharacter: number;

  constructor(text: string, context: JudgeContext) {
    this.total = context.counter.count(text);
    this.tokensPerCharacter = this.total / Math.max(1, text.length);
  }

  of(line: string): number {
    return line.length * this.tokensPerCharacter + 1;
  }
}
