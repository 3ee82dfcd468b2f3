import type { Grade } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import { isRetrievalTool } from '../plan/retrievalTool.ts';
import { isFileRead } from './fileReads.ts';
import { carriesMarker } from './marker.ts';
import { policyOf } from './profiles.ts';
import { transforms } from './registry.ts';
import { limitJson } from './structured/json/jsonLimits.ts';
import { isStructuredText } from './text/textKind.ts';
import { limitText } from './text/textLimits.ts';
import { toolProfileFor } from './toolProfile.ts';
import type { JudgeContext, Judgement, Subject, Transform } from './transform.ts';

/** Saving less than this share is not worth making a text look different from what the tool printed. */
const leastSavedShare = 0.03;

/**
 * Decides what becomes of one text. Pure and deterministic: it sees nothing but its arguments, so that equal blocks are
 * equal in every later request. Without a clear gain the text is left alone, and the reason says why.
 */
export function judge(subject: Subject, context: JudgeContext): Judgement {
  const tokensBefore = context.counter.count(subject.text);
  const refusal = refuse(subject, context, tokensBefore);
  if (refusal !== undefined) return leave(refusal);
  const limited = applyLimits(subject, context);
  if (limited !== undefined && limited.tokens < tokensBefore) return replace(limited);
  if (isFileRead(subject)) return leave(say('left.addressed'));

  const rewriting = bestRewriting(subject, context);
  const tokensRewritten = Math.min(rewriting?.tokens ?? tokensBefore, tokensBefore);
  const best = firstOmissionThatPays(subject, context, tokensRewritten) ?? rewriting;
  if (best === undefined) {
    return leave(say(subject.isError === true ? 'left.errors' : 'left.unknownText'));
  }
  if (best.tokens > tokensBefore * (1 - leastSavedShare)) {
    return leave(say('left.noGainBy', { transform: best.transform, after: best.tokens, before: tokensBefore }));
  }
  return replace(best);
}

/** Limits that a person set for this tool come first, whatever the profile; only retrieval must work. */
function applyLimits(subject: Subject, context: JudgeContext): Proposal | undefined {
  const limits = toolProfileFor(subject, context.options.toolProfiles)?.profile;
  if (limits === undefined || limits === 'off' || !context.canRetrieve || subject.isError === true) return undefined;
  const json = limitJson(subject.text, limits, context.handle);
  const isWholeJson = /^\s*[[{]/.test(subject.text) && isStructuredText(subject.text);
  const limited = json ?? (isWholeJson ? undefined : limitText(subject.text, limits, context.handle));
  if (limited === undefined) return undefined;
  const { output, reason } = limited;
  const transform = json === undefined ? 'text_limits' : 'json_limits';
  return { transform, grade: 'omission', output, reason, tokens: context.counter.count(output) };
}

/** Why a text may not be touched at all, or `undefined`. */
function refuse(subject: Subject, { options }: JudgeContext, tokens: number): string | undefined {
  if (isRetrievalTool(subject.tool)) return say('left.retrieved');
  if (carriesMarker(subject.text)) return say('left.marked');
  const chosen = toolProfileFor(subject, options.toolProfiles);
  if (chosen?.profile === 'off') return say('left.off');
  if (tokens < options.minTokensToCompress) {
    return say('left.few', { n: tokens, least: options.minTokensToCompress });
  }
  // Who limits files by their names means what is read of them, too.
  if (isFileRead(subject) && chosen?.names !== 'file') return say('left.exactLines');
  return undefined;
}

interface Proposal {
  readonly transform: string;
  readonly grade: Grade;
  readonly output: string;
  readonly reason: string;
  readonly tokens: number;
}

/** Of the rewritings that keep every value, the one with the fewest tokens. */
function bestRewriting(subject: Subject, context: JudgeContext): Proposal | undefined {
  let best: Proposal | undefined;
  for (const transform of transforms) {
    if (transform.grade === 'omission') continue;
    const proposal = propose(transform, subject, context);
    // What a client marked as failed stays verbatim, unless the bytes can be had back from the text itself.
    if (proposal === undefined || (subject.isError === true && proposal.grade !== 'decodable')) continue;
    if (best === undefined || proposal.tokens < best.tokens) best = proposal;
  }
  return best;
}

/** Omissions differ in what they know about the text, so the most specific one wins, not the shortest. */
function firstOmissionThatPays(subject: Subject, context: JudgeContext, tokens: number): Proposal | undefined {
  const policy = policyOf(context.options);
  if (!policy.omits || !context.canRetrieve) return undefined;
  for (const transform of transforms) {
    const isAllowed = subject.isError !== true || transform.keepsFailures === true;
    if (transform.grade !== 'omission' || !isAllowed) continue;
    const proposal = propose(transform, subject, context);
    if (proposal !== undefined && tokens - proposal.tokens >= policy.leastOmittedTokens) return proposal;
  }
  return undefined;
}

function propose(transform: Transform, subject: Subject, context: JudgeContext): Proposal | undefined {
  const replacement = transform.apply(subject, context);
  if (replacement === undefined) return undefined;
  const { output, reason, grade = transform.grade } = replacement;
  return { transform: transform.id, grade, output, reason, tokens: context.counter.count(output) };
}

function replace({ transform, grade, output, reason }: Proposal): Judgement {
  return { kind: 'replace', transform, grade, output, reason };
}

function leave(reason: string): Judgement {
  return { kind: 'leave', reason };
}
