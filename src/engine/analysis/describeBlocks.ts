import { createHash } from 'node:crypto';
import type { Block, RequestIndex } from '../conversation/request.ts';
import { readText } from '../conversation/text.ts';
import { callFacts } from '../plan/subject.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import type { LocalWaste, WeighedBlock } from '../waste/finding.ts';
import type { TextMemo } from '../waste/textMemo.ts';
import type { SettledBlock } from './exchangeFacts.ts';
import { labelOf } from './labelOf.ts';

/** A weighed block with what the text holds by itself. */
export interface DescribedBlock {
  readonly record: WeighedBlock;
  readonly localWaste: readonly LocalWaste[];
}

export interface DescribeContext {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly counter: TokenCounter;
  readonly memo: TextMemo;
  readonly settled: ReadonlyMap<number, SettledBlock>;
}

/** Every block with its name, its tokens as they came and as they went upstream, and its content address. */
export function describeBlocks(context: DescribeContext): readonly DescribedBlock[] {
  return context.index.blocks.map(block => describe(block, context));
}

function describe(block: Block, context: DescribeContext): DescribedBlock {
  const { body, counter, memo, settled } = context;
  const mayWaste = block.kind === 'toolResult';
  const facts = memo.factsOf(block.hash, counter, () => ({ text: contentOf(body, block), mayWaste }));
  const decision = settled.get(block.position)?.decision;
  const replacement = decision?.outcome.kind === 'replace' ? decision.outcome.output : undefined;
  const { command, path } = callFacts(body, block.inputSlot);
  const subject = path ?? command;
  const record: WeighedBlock = {
    position: block.position,
    kind: block.kind,
    wireType: block.wireType,
    message: block.message,
    label: labelOf(block, { subject, text: () => contentOf(body, block) }),
    ...(block.tool === undefined ? {} : { tool: block.tool }),
    ...(subject === undefined ? {} : { subject }),
    ...(block.callId === undefined ? {} : { callId: block.callId }),
    hash: block.hash,
    bytes: block.slot.end - block.slot.start,
    tokensBefore: facts.tokens,
    tokensAfter: replacement === undefined ? facts.tokens : counter.count(replacement),
    ...(replacement === undefined ? {} : { replacementHash: hashOf(replacement) }),
  };
  return { record, localWaste: replacement === undefined ? facts.waste : [] };
}

/** The block's own text, or its JSON where it has none. This is what is counted, stored and shown. */
export function contentOf(body: Uint8Array, block: Block): string {
  if (block.textSlot !== undefined) return readText(body, block.textSlot);
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', block.slot.start, block.slot.end);
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
