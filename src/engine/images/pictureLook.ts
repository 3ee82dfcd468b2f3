import type { Box } from './region.ts';

/** What a picture looks like, before anything in it is read. Shares are between 0 and 1. */
export interface PictureLook extends PictureSignals {
  /** Lines or words of text, as a detector found them. */
  readonly texts: readonly Box[];
}

/** The part of it that is told to people. */
export interface PictureSignals {
  /** Share of the pixels that text covers. */
  readonly textShare: number;
  /** Height of the ordinary line of text in pixels; 0 without text. */
  readonly textHeight: number;
  readonly hasText: boolean;
  /** Mostly text on an even ground: a page, a terminal, an editor. */
  readonly isDocument: boolean;
  /** How much happens in the picture: 0 for one colour, 1 for noise. */
  readonly complexity: number;
  /** Share of the contrast that is lost when the picture is shown at half its size: hair, whiskers, small print. */
  readonly fineDetail: number;
  /** Share of the picture in which nothing is to be seen. */
  readonly blankShare: number;
  /** Where SigLIP was asked for and has looked. */
  readonly siglip?: SiglipSignals;
}

/** How near a picture is to what a text says of it: cosines, each of the nearest of several texts. */
export interface SiglipSignals {
  readonly hasText: number;
  readonly isDocument: number;
  readonly isComplex: number;
  readonly hasSmallDetails: number;
}
