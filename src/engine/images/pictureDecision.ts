import type { ImageSize } from './imageTokens.ts';
import type { PictureForm } from './pictureEdits.ts';
import type { TechniqueName } from './technique.ts';

/** What a decision on a picture holds beside what every decision does. */
export interface PictureDecision {
  readonly technique: TechniqueName;
  /** Of the route that led to the technique, between 0 and 1. */
  readonly confidence: number;
  readonly size?: ImageSize;
  /** How the output goes into the picture's place; absent when it is left alone. */
  readonly form?: PictureForm;
  /** A text that stands before the picture. */
  readonly note?: string;
  /** Of the picture that is shown instead, where it is another one. */
  readonly sizeAfter?: ImageSize;
  /** Of a repetition: how many pictures before it the other stands, as its text tells the model. */
  readonly back?: number;
}
