import type { SmallPrefix } from '../plan/history/smallPrefix.ts';
import type { ImageDetail, ImageSize } from './imageTokens.ts';
import type { PictureSignals } from './pictureLook.ts';
import type { TechniqueName } from './technique.ts';

/** A picture to be judged, with everything that the judgement may depend on. Plain data: it crosses to another process. */
export interface PictureTask {
  readonly bytes: Uint8Array;
  /** As the request announces it, e.g. `image/png`. */
  readonly mediaType: string;
  /** What people asked that the picture is to answer; without it every detail may matter. */
  readonly question?: string;
  readonly model: string;
  readonly detail: ImageDetail;
  /** The member by which its place in the request can ask for less. */
  readonly lowDetail?: 'openai' | 'gemini';
  /** False where only a picture may stand, or where no text may stand beside one. */
  readonly allowsText: boolean;
  /** False when the client cannot fetch originals: then nothing is taken away. */
  readonly canRetrieve: boolean;
  /** The name under which the picture as it came will be kept; absent when the asker keeps it. */
  readonly handle?: string;
  /** Pictures of this size that stand before it in the request, whole as they came; the nearest last. */
  readonly earlier: readonly EarlierPicture[];
  /** Present where the picture may decide whether the provider caches what ends with it. */
  readonly prefix?: SmallPrefix;
  /** True when the signals are wanted in any case, not only where the judgement needs them. */
  readonly wantsSignals?: boolean;
}

export interface EarlierPicture {
  /** Whatever the asker knows it by. */
  readonly id: string;
  /** Its place among the pictures of the conversation, from 1: for people, who see them all. */
  readonly number: number;
  /** The same counted backwards, 1 for the picture right before the one to be judged: for the model, who sees the newest. */
  readonly back: number;
  readonly bytes: Uint8Array;
}

/** What shall become of a picture, and why. */
export interface PictureVerdict {
  readonly technique: TechniqueName;
  /** Of the route that led to the technique, between 0 and 1. */
  readonly confidence: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** One sentence for people, without a final stop. */
  readonly reason: string;
  /** Pixels of the picture as it came; absent when it could not be read. */
  readonly size?: ImageSize;
  /** What was seen in the picture, where anybody looked. */
  readonly signals?: PictureSignals;
  /** Absent when the picture is left alone. */
  readonly change?: PictureChange;
}

/** `note` is a text that stands before the picture. */
export type PictureChange =
  /** The same picture, with the wish for less beside it. */
  | { readonly kind: 'lowDetail'; readonly note?: string }
  | {
      readonly kind: 'redrawn';
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly size: ImageSize;
      readonly note?: string;
    }
  /** A text in the picture's place, its head included. */
  | { readonly kind: 'transcript'; readonly text: string }
  /** `back` says how many pictures before it the one stands that it repeats. */
  | { readonly kind: 'repeat'; readonly text: string; readonly of: string; readonly back: number };
