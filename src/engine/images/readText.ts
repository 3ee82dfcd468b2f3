import type { Box } from './region.ts';

/** A word that was read in a picture. */
export interface ReadWord {
  readonly text: string;
  readonly box: Box;
  /** Between 0 and 1. */
  readonly confidence: number;
}

/** A line of words, from left to right. */
export interface ReadLine {
  readonly words: readonly ReadWord[];
  readonly box: Box;
}

/** The text of a picture, read by a machine. */
export interface PictureText {
  /** From top to bottom. */
  readonly lines: readonly ReadLine[];
  /** Between 0 and 1: the reader's own, averaged over characters. */
  readonly confidence: number;
  readonly reader: 'tesseract' | 'paddle';
}

export function textOfLine({ words }: ReadLine): string {
  return words.map(({ text }) => text).join(' ');
}
