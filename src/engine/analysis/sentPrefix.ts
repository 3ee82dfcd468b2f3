import type { BlockKind, Usage } from '../../shared/records.ts';
import type { Block, RequestIndex } from '../conversation/request.ts';
import type { CachePiece } from '../plan/cacheSimulator.ts';
import { contentOf, type DescribedBlock } from './describeBlocks.ts';
import type { WasteSoFar } from './wasteSoFar.ts';

/** What of an exchange the next one in its conversation is compared with. */
export interface SentPrefix {
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** When the answer began: a cache entry can be read only from then on. */
  readonly cachedAt: number;
  /** Tokens, as the provider counts, that it held after this exchange. */
  readonly cachedTokens: number;
  /** True when a decision had replaced something in it. */
  readonly isEdited: boolean;
  readonly blocks: readonly SentBlock[];
  readonly wasteSoFar?: WasteSoFar;
}

/** A block in the prefix, in cache order. */
export interface SentBlock {
  readonly position: number;
  readonly kind: BlockKind;
  readonly label: string;
  readonly message: number;
  /** Content as the client sent it, and as it went upstream. */
  readonly clientHash: string;
  readonly sentHash: string;
  /** Under which the text is kept; differs from the content's when the text was redacted. */
  readonly textHash: string;
  readonly tokens: number;
  /** Byte offset in the client's body. */
  readonly start: number;
  readonly callId?: string;
  readonly mark?: '5m' | '1h';
  /** Of system blocks, to tell what changed in them. */
  readonly text?: string;
}

/** The attribution line of Claude Code is different in every version and no part of the provider's cache key. */
const outsideCacheKey = /^x-anthropic-billing-header:/;

export interface PrefixSource {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly described: readonly DescribedBlock[];
  readonly previous: SentPrefix | undefined;
}

/** The blocks that the provider's cache sees, in its order. */
export function prefixBlocks(source: PrefixSource): readonly SentBlock[] {
  const { index, described } = source;
  const known = new Map(source.previous?.blocks.map(block => [block.clientHash, block]));
  const last = index.blocks.findLast(({ deferred }) => deferred !== true)?.position;
  return index.blocks.flatMap(block => {
    const of = described[block.position];
    if (of === undefined || block.deferred === true || outsideCacheKey.test(of.record.label)) return [];
    const mark = block.cacheMark ?? (block.position === last ? index.cacheMark : undefined);
    // The text of an equal earlier block is the same string; keeping that one saves the memory of another.
    const text = block.kind === 'system' ? (known.get(block.hash)?.text ?? contentOf(source.body, block)) : undefined;
    return [{ ...sentBlock(block, of), ...(mark !== undefined && { mark }), ...(text !== undefined && { text }) }];
  });
}

function sentBlock(block: Block, { record, sent }: DescribedBlock): SentBlock {
  return {
    position: block.position,
    kind: block.kind,
    label: record.label,
    message: block.message,
    clientHash: block.hash,
    sentHash: sent.hash,
    textHash: record.hash,
    tokens: sent.tokens,
    start: block.slot.start,
    ...(block.callId !== undefined && { callId: block.callId }),
  };
}

/** One piece per content block of the provider: the parts of a tool result are several blocks here, and one there. */
export function piecesOf(blocks: readonly SentBlock[], tokensPerToken: number): readonly CachePiece[] {
  const pieces: { key: string; tokens: number; mark?: '5m' | '1h' }[] = [];
  let before: SentBlock | undefined;
  for (const block of blocks) {
    const piece = before !== undefined && isSameResult(before, block) ? pieces.pop() : undefined;
    const mark = block.mark ?? piece?.mark;
    pieces.push({
      key: `${piece?.key ?? ''}${keyOf(block)}\n`,
      tokens: (piece?.tokens ?? 0) + block.tokens * tokensPerToken,
      ...(mark !== undefined && { mark }),
    });
    before = block;
  }
  return pieces;
}

function isSameResult(a: SentBlock, b: SentBlock): boolean {
  return b.kind === 'toolResult' && a.kind === 'toolResult' && a.message === b.message && a.callId === b.callId;
}

/** What must be equal for the provider to take two blocks for the same. */
export function keyOf({ kind, callId, sentHash }: SentBlock): string {
  return `${kind} ${callId ?? ''} ${sentHash}`;
}

/** All input tokens, whatever their price. */
export function inputOf(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}
