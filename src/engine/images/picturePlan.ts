import { say } from '../../shared/sentences/say.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { coarseTokens, largestWithin, scaled, seenShare } from './affordableSize.ts';
import { type ImageDetail, type ImageSize, imageTokens } from './imageTokens.ts';
import type { PictureLook } from './pictureLook.ts';
import { coarseNote, cropNote, dimensions, lowDetailNote } from './pictureNote.ts';
import { type Box, boxOf, growPastText, type Region } from './region.ts';

/** What a plan may depend on: the picture as it came, what its place in the request can hold, and whose tokens it costs. */
export interface PictureFacts {
  readonly size: ImageSize;
  readonly detail: ImageDetail;
  readonly model: Pick<ModelFacts, 'image' | 'provider'>;
  /** The member by which this place can ask for less: OpenAI's `detail`, Gemini's `mediaResolution`. */
  readonly lowDetail: 'openai' | 'gemini' | undefined;
  /** Names the picture as it came; absent when the asker keeps it, who then needs no note either. */
  readonly handle?: string | undefined;
  /** Tokens of a short text for this model. */
  readonly count: (text: string) => number;
}

/** What shall become of a picture. `note` stands before it; tokens include it. */
export type PicturePlan =
  | { readonly kind: 'leave'; readonly reason: string }
  | Told<{ readonly kind: 'lowDetail' }>
  | Told<{ readonly kind: 'draw'; readonly box: Box; readonly size: ImageSize }>;

type Told<Plan> = Plan & { readonly note?: string; readonly tokensAfter: number; readonly reason: string };

/** Below this share, what is lost weighs more than what is saved. */
const leastSaving = 0.15;

/** Lines of text lower than this many pixels are no longer read with certainty. */
const legibleHeight = 10;

/** The whole picture, coarser: as coarse as a general question allows, or as its text stays legible. */
export function planCoarse(facts: PictureFacts, look: PictureLook): PicturePlan {
  const { size, model } = facts;
  const least = look.hasText && look.textHeight > 0 ? Math.min(1, legibleHeight / look.textHeight) : 0;
  const isLegibleAt = (share: number): boolean => least <= share;
  if (facts.lowDetail === 'openai' && model.image.kind === 'tiles' && isLegibleAt(512 / longSide(size))) {
    return lowDetail(facts, model.image.base, say('picture.lowDetail'));
  }
  if (facts.lowDetail === 'gemini' && model.image.kind === 'fixed') {
    // The provider scales to so many tokens; 280 of them are about 470 × 470 pixels.
    return isLegibleAt(470 / longSide(size))
      ? lowDetail(facts, model.image.tokens.low, say('picture.lowResolution'))
      : leave(say('picture.illegible'));
  }
  const budget = coarseTokens(model.image);
  if (budget === undefined) return leave(say('picture.sizeFree'));
  const coarse = largestWithin(model.image, size, budget);
  const target = isLegibleAt(coarse.width / size.width) ? coarse : scaled(size, least);
  const asItsText = isLegibleAt(1) ? 'picture.coarseLegible' : 'picture.coarseText';
  const coarseness = target === coarse ? 'picture.coarse' : asItsText;
  return draw(facts, wholeOf(size), target, {
    note: handle => coarseNote(size, target, handle),
    reason: say(coarseness, { size: dimensions(target) }),
  });
}

/** For questions about what lies around everything else: finer than a general one needs, coarser than all there is. */
export function planMedium(facts: PictureFacts, look: PictureLook): PicturePlan {
  const { size, model } = facts;
  const budget = coarseTokens(model.image);
  if (budget === undefined) return planCoarse(facts, look);
  const target = largestWithin(model.image, size, budget * 2);
  return draw(facts, wholeOf(size), target, {
    note: handle => coarseNote(size, target, handle),
    reason: say('picture.noPart', { size: dimensions(target) }),
  });
}

/** The part that was asked about, as fine as the model would have seen it in the whole. */
export function planCrop(
  facts: PictureFacts,
  region: Region | { readonly name: string; readonly box: Box },
  texts: readonly Box[],
): PicturePlan {
  const { size, model, detail } = facts;
  const box = 'box' in region ? region.box : growPastText(boxOf(region, size), texts, size);
  const share = seenShare(model.image, size, detail);
  const target = share < 1 ? scaled(box, share) : { width: box.width, height: box.height };
  return draw(facts, box, target, {
    note: handle => cropNote(size, box, { name: region.name, handle }),
    reason: say('picture.about', { part: region.name }),
  });
}

export function tokensBefore({ model, size, detail }: Pick<PictureFacts, 'model' | 'size' | 'detail'>): number {
  return imageTokens(model.image, size, detail);
}

/** Whether so many tokens are few enough to give something up for. */
export function isWorthIt(before: number, after: number): boolean {
  return after <= before * (1 - leastSaving);
}

function lowDetail(facts: PictureFacts, tokens: number, reason: string): PicturePlan {
  const noted = withNote(facts, tokens, handle => lowDetailNote(facts.size, handle));
  return isWorthIt(tokensBefore(facts), noted.tokensAfter)
    ? { kind: 'lowDetail', ...noted, reason }
    : leave(say('picture.littleGain'));
}

function draw(
  facts: PictureFacts,
  box: Box,
  size: ImageSize,
  { note, reason }: { readonly note: (handle: string) => string; readonly reason: string },
): PicturePlan {
  const noted = withNote(facts, imageTokens(facts.model.image, size, facts.detail), note);
  return isWorthIt(tokensBefore(facts), noted.tokensAfter)
    ? { kind: 'draw', box, size, ...noted, reason }
    : leave(say('picture.littleGain'));
}

function withNote(
  { handle, count }: PictureFacts,
  tokens: number,
  write: (handle: string) => string,
): { readonly note?: string; readonly tokensAfter: number } {
  if (handle === undefined) return { tokensAfter: tokens };
  const note = write(handle);
  return { note, tokensAfter: tokens + count(note) };
}

function leave(reason: string): PicturePlan {
  return { kind: 'leave', reason };
}

function wholeOf(size: ImageSize): Box {
  return { left: 0, top: 0, ...size };
}

function longSide({ width, height }: ImageSize): number {
  return Math.max(width, height);
}
