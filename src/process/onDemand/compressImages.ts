import { contentOf } from '../../engine/analysis/describeBlocks.ts';
import { countImage } from '../../engine/analysis/imageCount.ts';
import { detectBodyFormat } from '../../engine/conversation/detectFormat.ts';
import { indexRequest, isUnindexed } from '../../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../engine/conversation/request.ts';
import { splice } from '../../engine/conversation/splice.ts';
import type { PictureVerdict } from '../../engine/images/pictureTask.ts';
import type { TechniqueName } from '../../engine/images/technique.ts';
import { resolveModel } from '../../engine/models/modelTable.ts';
import { editsOfVerdict, type JudgePicture, judgePictures } from '../../engine/plan/pictures/judgePictures.ts';

/** What became of one picture, for those who asked for it by hand. */
export interface CompressionResult {
  readonly technique: TechniqueName;
  readonly originalTokens: number;
  readonly compressedTokens: number;
  /** How sure the technique fits the question, between 0 and 1. */
  readonly confidence: number;
  /** Share of the tokens removed, in percent. */
  readonly savingsPercent: number;
  /** One sentence: why this technique, or why the picture was left alone. */
  readonly reason: string;
}

export interface CompressedImages {
  /** The very same array when nothing was changed. */
  readonly body: Uint8Array;
  /** One per picture whose bytes the request holds, in order. */
  readonly results: readonly CompressionResult[];
}

/** Models by whose price pictures are counted where none is named. */
const usualModels: Readonly<Record<string, string>> = {
  openai: 'gpt-4o',
  anthropic: 'claude-sonnet-4-5',
  google: 'gemini-2.5-flash',
  gemini: 'gemini-2.5-flash',
};

/** The model that stands for a provider. */
export function usualModelOf(provider: string): string {
  return usualModels[provider.toLowerCase()] ?? provider;
}

/** Whether a request or an array of messages holds any picture, be it by URL. */
export function holdsImages(body: Uint8Array): boolean {
  return readLoose(body)?.blocks.some(({ kind }) => kind === 'image') ?? false;
}

/**
 * Compresses the pictures of a request or of an array of messages, each by itself and with the question that belongs to it.
 * The asker keeps the originals, so no note tells the model how to get them.
 */
export async function compressImages(body: Uint8Array, model: string, judge: JudgePicture): Promise<CompressedImages> {
  const index = readLoose(body);
  if (index === undefined) return { body, results: [] };
  const named = index.model ?? model;
  const judged = await judgePictures({ body, index, model: named, mayJudge: () => true }, judge);
  const changed = judged.flatMap(one => ('verdict' in one ? [one] : []));
  const edits = changed.flatMap(({ block, verdict }) => editsOfVerdict(body, block, verdict));
  return {
    body: edits.length === 0 ? body : splice(body, edits),
    results: judged.map(one => {
      if ('verdict' in one) return resultOf(one.verdict);
      return leftAlone(one.reason, countImage(contentOf(body, one.block), resolveModel(named)).tokens);
    }),
  };
}

function readLoose(body: Uint8Array): RequestIndex | undefined {
  const format = detectBodyFormat(body);
  const index = format === undefined ? undefined : indexRequest(body, format);
  return index === undefined || isUnindexed(index) ? undefined : index;
}

export function resultOf({
  technique,
  tokensBefore,
  tokensAfter,
  confidence,
  reason,
}: PictureVerdict): CompressionResult {
  const share = tokensBefore === 0 ? 0 : 1 - tokensAfter / tokensBefore;
  return {
    technique,
    originalTokens: tokensBefore,
    compressedTokens: tokensAfter,
    confidence,
    savingsPercent: Math.round(share * 1000) / 10,
    reason,
  };
}

function leftAlone(reason: string, tokens: number): CompressionResult {
  const unchanged = { originalTokens: tokens, compressedTokens: tokens, savingsPercent: 0 };
  return { technique: 'preserve', confidence: 1, ...unchanged, reason };
}
