import type { ImageSize } from './imageTokens.ts';
import type { Box } from './region.ts';

// What is told to the model where its picture was changed: how, and how to get the whole. Each stands before the picture as
// a text of its own, so that a cache mark on the picture stays the last.

export function coarseNote(before: ImageSize, after: ImageSize, handle: string): string {
  return `[headroom: picture shown at ${dimensions(after)} of ${dimensions(before)} pixels; get: ${handle}]`;
}

/** For providers that scale by themselves. */
export function lowDetailNote(before: ImageSize, handle: string): string {
  return `[headroom: picture of ${dimensions(before)} pixels shown in low detail; get: ${handle}]`;
}

export function cropNote(
  before: ImageSize,
  box: Box,
  { name, handle }: { readonly name: string; readonly handle: string },
): string {
  const place = `${dimensions(box)} at ${box.left},${box.top} of ${dimensions(before)} pixels`;
  return `[headroom: only this part of the picture shown: ${name} (${place}); get: ${handle}]`;
}

/** Stands before the text that stands for a picture. */
export function transcriptHead(before: ImageSize, confidence: number, handle: string | undefined): string {
  return (
    `[headroom: text read from a picture of ${dimensions(before)} pixels by OCR, ` +
    `confidence ${Math.floor(confidence * 100)} %; single characters may be wrong${get('; get', handle)}]`
  );
}

/** Stands for a picture that repeats the one so many pictures before it. */
export function repeatNote(size: ImageSize, back: number, handle: string | undefined): string {
  const which = back === 1 ? 'right before it' : `${back} pictures before it, notes in place of pictures counted`;
  return `[headroom: this picture of ${dimensions(size)} pixels looks exactly like the one ${which}${get('; get', handle)}]`;
}

function get(words: string, handle: string | undefined): string {
  return handle === undefined ? '' : `${words}: ${handle}`;
}

export function dimensions({ width, height }: ImageSize): string {
  return `${width}×${height}`;
}
