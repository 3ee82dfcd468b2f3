import { createHash } from 'node:crypto';
import type { Options } from '../shared/options.ts';
import type { Receipt, WireFormat } from '../shared/records.ts';
import { say } from '../shared/sentences/say.ts';
import { contentOf } from './analysis/describeBlocks.ts';
import { countDocument } from './analysis/documentCount.ts';
import { countImage } from './analysis/imageCount.ts';
import { detectBodyFormat } from './conversation/detectFormat.ts';
import { indexRequest, isUnindexed } from './conversation/indexRequest.ts';
import type { Block, RequestIndex } from './conversation/request.ts';
import type { ModelFacts } from './models/modelFacts.ts';
import { resolveModel } from './models/modelTable.ts';
import { type AlignedBlock, alignBlock, appendContext, stablePrefixHash } from './plan/alignPrefix.ts';
import { type BirthOutcome, judgeBirth } from './plan/birth.ts';
import { cliffWarnings } from './plan/cliffWarnings.ts';
import type { Decision, Original } from './plan/decision.ts';
import { eligibilityOf } from './plan/eligibility.ts';
import { unkeptHandle } from './plan/handle.ts';
import { identityOf } from './plan/identity.ts';
import type { JudgePicture } from './plan/pictures/judgePictures.ts';
import { loosePictures } from './plan/pictures/loosePictures.ts';
import { findSecret } from './plan/secrets.ts';
import { definitionSubject } from './plan/slimDefinition.ts';
import { subjectOf } from './plan/subject.ts';
import { type BlockOutcome, fitWindow } from './plan/window/fitWindow.ts';
import { counterForFamily } from './tokens/counters.ts';
import type { TokenCounter } from './tokens/tokenCounter.ts';
import type { Subject } from './transforms/transform.ts';

/** A request that nobody sends for us: a body of any provider or a bare array of messages. */
export interface LooseRequest {
  readonly body: Uint8Array;
  /** Found out from the body when absent. */
  readonly format?: WireFormat;
  /** Wins over the model that the body names. */
  readonly model?: string;
  readonly options: Options;
  /**
   * `protectRecent` counts from the end of the list. Asked for, it covers every message; as a mere default it spares what
   * follows the last assistant turn, which is sent for the first time and holds most of what can be saved.
   */
  readonly sparesNewest: boolean;
  /** Judges pictures; without it they are left alone. */
  readonly judgePicture?: JudgePicture;
}

/** What stateless compression makes of a request. `body` is the very same array when nothing was replaced. */
export interface CompressedRequest {
  readonly body: Uint8Array;
  /** Absent when the body could not be read; then it is returned as it came, with one receipt that says why. */
  readonly index: RequestIndex | undefined;
  readonly model: ModelFacts;
  readonly errorBand: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** One per block, in cache order. */
  readonly receipts: readonly Receipt[];
  /** To be kept before the body is used; empty when nothing names them. */
  readonly originals: readonly Original[];
  /** False when a loop that calls this again would see bytes change that it has sent already. */
  readonly cacheSafe: boolean;
  /** SHA-256 of the definitions and system texts without their dates: while it stays, so does what a cache can hold. */
  readonly stablePrefixHash: string;
  /** Sentences for people: a price that a little less would avoid, a window that cannot be met. */
  readonly warnings: readonly string[];
}

/** Names an original that will be kept. Without one nothing is omitted. */
export type NameOriginal = (text: string) => string;

/** Reads and writes no decisions, so that the same request always gives the same bytes, in every process and place. */
export async function compressRequest(request: LooseRequest, name?: NameOriginal): Promise<CompressedRequest> {
  const { body, options } = request;
  const format = request.format ?? detectBodyFormat(body);
  if (format === undefined) return unread(request, say('fault.noRequest'));
  const index = indexRequest(body, format);
  if (isUnindexed(index)) return unread(request, index.reason);

  const model = resolveModel(request.model ?? index.model ?? 'unknown', options);
  const counter = await counterForFamily(model.tokenizer);
  const context = { ...request, index, model, counter, name, protectedFrom: protectedFrom(request, index) };
  const pictures = await judgedPictures(context);
  const outcomes = index.blocks.map(block => pictures.get(block.position) ?? decide(block, context));
  const fitted = fitWindow({ body, index, model, options, counter, name, outcomes });
  const receipts = fitted.outcomes.map(({ receipt }) => receipt);
  const tokensAfter = total(receipts, 'tokensAfter');
  return {
    body: appendContext(
      fitted.body,
      format,
      fitted.outcomes.flatMap(({ moved }) => moved ?? []),
    ),
    index,
    model,
    errorBand: counter.errorBand,
    tokensBefore: total(receipts, 'tokensBefore'),
    tokensAfter,
    receipts,
    originals: fitted.outcomes.flatMap(({ original }) => original ?? []).concat(fitted.originals),
    cacheSafe: options.protectRecent === 0,
    stablePrefixHash: stablePrefixHash(body, index),
    warnings: [...fitted.warnings, ...cliffWarnings(model, tokensAfter)],
  };
}

interface Context extends Omit<LooseRequest, 'model'> {
  readonly index: RequestIndex;
  readonly model: ModelFacts;
  readonly counter: TokenCounter;
  readonly name: NameOriginal | undefined;
  /** The messages from here on are protected, up to the live zone where that is spared. */
  readonly protectedFrom: number;
}

function judgedPictures(context: Context): Promise<ReadonlyMap<number, BlockOutcome>> {
  const { body, index, model, options, name, judgePicture } = context;
  return loosePictures({
    ...{ body, index, options, model: model.id, judge: judgePicture },
    mayJudge: block => !isProtected(block, context),
    leave: (block, reason) => ({ receipt: leftAlone(block, reason, tokensOf(block, context)) }),
    replace: (block, decision) => {
      const { outcome } = decision;
      if (outcome.kind === 'leave') return { receipt: leftAlone(block, outcome.reason, decision.tokensBefore) };
      return { receipt: replaced(block, decision, outcome, name !== undefined) };
    },
    ...(name !== undefined && { nameOriginal: name }),
  });
}

function decide(block: Block, context: Context): BlockOutcome {
  const { body, index, options, name } = context;
  const left = (reason: string): BlockOutcome => ({ receipt: leftAlone(block, reason, tokensOf(block, context)) });
  if (block.kind === 'toolDefinition' && options.slimToolDefinitions && block.deferred !== true) {
    return slim(block, context);
  }
  const eligibility = eligibilityOf(block, options);
  if (eligibility.kind === 'sacred') return left(eligibility.reason);
  if (block.kind === 'image') return left(say('left.picturesHere'));
  const aligned = options.alignPrefix ? alignBlock(body, index, block) : undefined;
  // Alignment spares no recent system text: it has to be the same from the first request on.
  if (aligned === undefined && isProtected(block, context))
    return left(say('left.amongLast', { n: options.protectRecent }));
  const subject = subjectOf(body, index, block);
  if (subject === undefined) return left(say('left.noText'));

  const handle = name?.(subject.text) ?? unkeptHandle;
  const { decision, original } = judgeLoose(block, { ...context, subject, handle, aligned });
  if (decision.outcome.kind === 'leave') return left(decision.outcome.reason);
  return {
    settled: { block, decision },
    receipt: replaced(block, decision, decision.outcome, name !== undefined),
    ...(name !== undefined && original !== undefined && { original }),
    ...(aligned !== undefined && { moved: aligned.moved }),
  };
}

/** Only the schema is judged; the receipt speaks of the whole definition. */
function slim(block: Block, context: Context): BlockOutcome {
  const { body, options, counter, name } = context;
  const tokens = tokensOf(block, context);
  const subject = definitionSubject(body, block);
  if (subject === undefined) return { receipt: leftAlone(block, say('left.noSchema'), tokens) };
  const handle = name?.(subject.text) ?? unkeptHandle;
  const birth = { identity: identityOf(block), subject, handle };
  const { decision, original } = judgeBirth(birth, { options, counter, canRetrieve: name !== undefined });
  const { outcome } = decision;
  if (outcome.kind === 'leave') return { receipt: leftAlone(block, outcome.reason, tokens) };
  const tokensAfter = tokens - decision.tokensBefore + decision.tokensAfter;
  return {
    settled: { block, decision },
    receipt: replaced(block, { ...decision, tokensBefore: tokens, tokensAfter }, outcome, name !== undefined),
    ...(name !== undefined && original !== undefined && { original }),
  };
}

interface LooseBirth extends Context {
  readonly subject: Subject;
  readonly handle: string;
  readonly aligned: AlignedBlock | undefined;
}

/** A text that has been aligned is judged in that form, and goes in it when nothing else makes it smaller. */
function judgeLoose(
  block: Block,
  { subject, handle, aligned, options, counter, name, ...context }: LooseBirth,
): BirthOutcome {
  const identity = identityOf(block);
  const text = aligned?.text ?? subject.text;
  const mayCompress = !isProtected(block, { ...context, options, counter, name });
  const limits = mayCompress ? options : { ...options, minTokensToCompress: Number.POSITIVE_INFINITY };
  const canRetrieve = name !== undefined;
  const judged = judgeBirth(
    { identity, subject: { ...subject, text }, handle },
    { options: limits, counter, canRetrieve },
  );
  if (aligned === undefined || findSecret(subject.text) !== undefined) return judged;
  const original: Original = { handle, text: subject.text };
  const tokensBefore = counter.count(subject.text);
  if (judged.decision.outcome.kind === 'replace') return { decision: { ...judged.decision, tokensBefore }, original };
  const reason = say('did.alignedDates');
  const outcome = {
    kind: 'replace',
    transform: 'align_prefix',
    grade: 'settled',
    output: aligned.text,
    reason,
    handle,
  } as const;
  return { decision: { identity, outcome, tokensBefore, tokensAfter: counter.count(aligned.text) }, original };
}

function isProtected(block: Block, { protectedFrom, index, sparesNewest }: Context): boolean {
  if (block.message < 0 || block.message < protectedFrom) return false;
  return !(sparesNewest && block.position >= index.liveFrom);
}

function protectedFrom({ options }: LooseRequest, { messages }: RequestIndex): number {
  return messages.length - options.protectRecent;
}

function tokensOf(block: Block, { body, model, counter }: Context): number {
  if (block.deferred === true) return 0;
  const content = contentOf(body, block);
  if (block.kind === 'image') return countImage(content, model).tokens;
  const isText = block.kind !== 'document' || block.textSlot !== undefined;
  return isText ? counter.count(content) : countDocument(content, model, text => counter.count(text));
}

function leftAlone(block: Block, reason: string, tokens: number): Receipt {
  return { ...named(block), transform: 'none', reason, tokensBefore: tokens, tokensAfter: tokens };
}

function replaced(
  block: Block,
  { tokensBefore, tokensAfter }: Decision,
  { transform, grade, reason, handle }: Extract<Decision['outcome'], { readonly kind: 'replace' }>,
  isKept: boolean,
): Receipt {
  return { ...named(block), transform, grade, reason, tokensBefore, tokensAfter, ...(isKept && { handle }) };
}

function named({ position, kind, tool }: Block): Pick<Receipt, 'block' | 'kind' | 'tool'> {
  return { block: position, kind, ...(tool !== undefined && { tool }) };
}

/** Malformed input comes back as it is. Its count is that of its text, which is all that is known of it. */
async function unread({ body, model: id = 'unknown', options }: LooseRequest, why: string): Promise<CompressedRequest> {
  const model = resolveModel(id, options);
  const counter = await counterForFamily(model.tokenizer);
  const tokens = counter.count(Buffer.from(body).toString('utf8'));
  const reason = say('left.unread', { why });
  return {
    body,
    index: undefined,
    model,
    errorBand: counter.errorBand,
    tokensBefore: tokens,
    tokensAfter: tokens,
    receipts: [{ block: 0, kind: 'opaque', transform: 'none', reason, tokensBefore: tokens, tokensAfter: tokens }],
    originals: [],
    cacheSafe: true,
    stablePrefixHash: createHash('sha256').update(body).digest('hex'),
    warnings: [],
  };
}

function total(receipts: readonly Receipt[], of: 'tokensBefore' | 'tokensAfter'): number {
  return receipts.reduce((sum, receipt) => sum + receipt[of], 0);
}
