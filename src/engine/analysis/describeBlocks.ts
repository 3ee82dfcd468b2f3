import { createHash } from 'node:crypto';
import type { PictureRecord } from '../../shared/records.ts';
import type { Block, RequestIndex } from '../conversation/request.ts';
import { readText } from '../conversation/text.ts';
import { imageTokens } from '../images/imageTokens.ts';
import type { PictureDecision } from '../images/pictureDecision.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import type { Decision } from '../plan/decision.ts';
import { findSecret, redactSecrets } from '../plan/secrets.ts';
import { callFacts } from '../plan/subject.ts';
import { fileUseOf } from '../waste/fileUse.ts';
import type { LocalWaste, WeighedBlock } from '../waste/finding.ts';
import { linesAsked } from '../waste/lineRange.ts';
import type { NewText, TextFacts, TextMemo } from '../waste/textMemo.ts';
import { countDocument } from './documentCount.ts';
import type { SettledBlock } from './exchangeFacts.ts';
import { countImage } from './imageCount.ts';
import { labelOf } from './labelOf.ts';
import { metered, type TokenMeter } from './tokenMeter.ts';

/** A weighed block with what the text holds by itself, and what really went upstream in its place. */
export interface DescribedBlock {
  readonly record: WeighedBlock;
  readonly localWaste: readonly LocalWaste[];
  readonly sent: SentContent;
}

export interface SentContent {
  /** Equal content has equal hashes; never that of a redacted text. */
  readonly hash: string;
  readonly tokens: number;
  /** In the meter's vocabulary; 0 for what is no text. */
  readonly rawTokens: number;
}

export interface DescribeContext {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: ModelFacts;
  readonly meter: TokenMeter;
  readonly memo: TextMemo;
  /** What really held. */
  readonly settled: ReadonlyMap<number, SettledBlock>;
  /** What would have held, in `simulate`; the records show it as if it had. */
  readonly planned: ReadonlyMap<number, Decision>;
}

/** Every block with its name, its tokens as they came and as they went upstream, and its content address. */
export function describeBlocks(context: DescribeContext): readonly DescribedBlock[] {
  return context.index.blocks.map(block => describe(block, context));
}

function describe(block: Block, context: DescribeContext): DescribedBlock {
  const { body, meter, memo } = context;
  const facts = memo.factsOf(memoKeyOf(block, context), meter.raw, () => readFacts(block, context));
  const original = countBlock(block, facts, context);
  const decided = context.settled.get(block.position)?.decision;
  const real = sentInstead(decided, block, context);
  const shown = real ?? sentInstead(context.planned.get(block.position), block, context);
  const picture = pictureRecord(real === undefined ? (context.planned.get(block.position) ?? decided) : decided);
  const record: WeighedBlock = {
    ...nameBlock(block, body),
    ...(shown === undefined && facts.image !== undefined && { image: facts.image }),
    hash: facts.redactedHash ?? block.hash,
    bytes: block.slot.end - block.slot.start,
    tokensBefore: original.tokens,
    tokensAfter: shown?.tokens ?? original.tokens,
    ...(shown === undefined ? {} : { replacementHash: shown.hash }),
    ...(picture !== undefined && { picture }),
  };
  const scale = (waste: LocalWaste): LocalWaste => ({ ...waste, tokens: metered(meter, waste.tokens) });
  return {
    record,
    localWaste: shown === undefined ? facts.waste.map(scale) : [],
    sent: real ?? { hash: block.hash, ...original },
  };
}

/** Media are priced by each model's own rule, texts by its vocabulary, which the counter stands for. */
function memoKeyOf(block: Block, { model }: DescribeContext): string {
  return isMedia(block) ? `${block.kind} ${model.id} ${block.hash}` : `${block.kind} ${block.hash}`;
}

/** What a model sees as a picture or as pages; a document with a text of its own is a text. */
function isMedia({ kind, textSlot }: Block): boolean {
  return kind === 'image' || (kind === 'document' && textSlot === undefined);
}

function readFacts(block: Block, context: DescribeContext): NewText {
  const text = contentOf(context.body, block);
  const redactedHash = findSecret(text) === undefined ? undefined : hashOf(redactSecrets(text));
  return {
    text,
    mayWaste: block.kind === 'toolResult',
    ...(isMedia(block) && mediaFacts(block, text, context)),
    ...(redactedHash !== undefined && { redactedHash }),
  };
}

function mediaFacts(block: Block, json: string, { model, meter }: DescribeContext): Pick<NewText, 'tokens' | 'image'> {
  if (block.kind !== 'image') {
    return { tokens: countDocument(json, model, text => metered(meter, meter.raw.count(text))) };
  }
  const { tokens, size, usefulTokens } = countImage(json, model);
  return { tokens, ...(size !== undefined && { image: { size, usefulTokens } }) };
}

/** A deferred tool costs nothing before it is named. */
function countBlock(
  block: Block,
  facts: TextFacts,
  { meter }: DescribeContext,
): Pick<SentContent, 'tokens' | 'rawTokens'> {
  if (block.deferred === true) return { tokens: 0, rawTokens: 0 };
  if (isMedia(block)) return { tokens: facts.tokens, rawTokens: 0 };
  return { tokens: metered(meter, facts.tokens), rawTokens: facts.tokens };
}

/** What stands in a block's place. */
function sentInstead(decision: Decision | undefined, block: Block, context: DescribeContext): SentContent | undefined {
  if (decision?.outcome.kind !== 'replace') return undefined;
  const { output, picture } = decision.outcome;
  if (picture === undefined) return countOutput(output, context);
  // What stands in a picture's place counts among the pictures, so it teaches nothing about texts.
  if (picture.form === 'text') return { ...countOutput(output, context), rawTokens: 0 };
  const hash = picture.form === 'lowDetail' ? block.hash : hashOf(output);
  return { hash, tokens: countShown(picture, context) ?? decision.tokensAfter, rawTokens: 0 };
}

/** By the model of this request, which need not be the one for which the picture was judged. */
function countShown({ form, size, sizeAfter, note }: PictureDecision, context: DescribeContext): number | undefined {
  const shown = form === 'lowDetail' ? size : sizeAfter;
  if (shown === undefined) return undefined;
  const tokens = imageTokens(context.model.image, shown, form === 'lowDetail' ? 'low' : 'auto');
  return note === undefined ? tokens : tokens + countOutput(note, context).tokens;
}

function pictureRecord(decision: Decision | undefined): PictureRecord | undefined {
  if (decision?.outcome.picture === undefined) return undefined;
  const { technique, confidence, size, form, sizeAfter } = decision.outcome.picture;
  return {
    technique,
    confidence,
    ...(size !== undefined && { size }),
    ...(form !== undefined && { shownAs: form }),
    ...(sizeAfter !== undefined && { sizeAfter }),
  };
}

function countOutput(output: string, { memo, meter }: DescribeContext): SentContent {
  const hash = hashOf(output);
  const { tokens } = memo.factsOf(`output ${hash}`, meter.raw, () => ({ text: output, mayWaste: false }));
  return { hash, tokens: metered(meter, tokens), rawTokens: tokens };
}

/** What a block is called, before anything is counted. */
function nameBlock(block: Block, body: Uint8Array) {
  const { command, path } = namedIn(callFacts(body, block.inputSlot));
  const subject = path ?? command;
  const lines = path === undefined ? undefined : linesAsked(body, block.inputSlot);
  const use = fileUseOf({ tool: block.tool ?? '', path, command, lines });
  return {
    position: block.position,
    kind: block.kind,
    wireType: block.wireType,
    message: block.message,
    label: labelOf(block, { subject, text: () => contentOf(body, block) }),
    ...(block.tool === undefined ? {} : { tool: block.tool }),
    ...(subject === undefined ? {} : { subject }),
    ...(use === undefined ? {} : { use }),
    ...(block.isError === true && { failed: true }),
    ...(block.callId === undefined ? {} : { callId: block.callId }),
  };
}

/** Names are recorded beside the texts, so they hold as little of a secret as those do. */
function namedIn({ command, path }: ReturnType<typeof callFacts>): ReturnType<typeof callFacts> {
  return {
    ...(command !== undefined && { command: redactSecrets(command) }),
    ...(path !== undefined && { path: redactSecrets(path) }),
  };
}

/** The block's own text, or its JSON where it has none. This is what is counted, stored and shown. */
export function contentOf(body: Uint8Array, block: Block): string {
  if (block.textSlot !== undefined) return readText(body, block.textSlot);
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', block.slot.start, block.slot.end);
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
