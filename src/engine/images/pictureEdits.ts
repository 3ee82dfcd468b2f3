import type { Block, Slot } from '../conversation/request.ts';
import type { Edit } from '../conversation/splice.ts';
import { findPicture, type PictureSlot } from './pictureSlot.ts';

/** What stands in a picture's place: the same one with a wish for less detail, another one, or a text. */
export type PictureForm = 'lowDetail' | 'picture' | 'text';

/** What a decision puts in a picture's place: `output` is the text, or the data URL of the picture as it was drawn anew. */
export interface PictureReplacement {
  readonly form: PictureForm;
  readonly output: string;
  readonly note?: string;
}

/**
 * The splices that put a decision into whichever form the picture has in this request. Nothing, when the place cannot hold
 * it: then the picture stays as the client sent it.
 */
export function pictureEdits(body: Uint8Array, block: Block, replacement: PictureReplacement): readonly Edit[] {
  const picture = findPicture(body, block);
  if (picture === undefined) return [];
  switch (replacement.form) {
    case 'text':
      return textEdits(picture, block, replacement.output);
    case 'lowDetail':
      return picture.lowDetail === undefined
        ? []
        : noted(picture, block, replacement.note, [edit(picture.lowDetail.at, picture.lowDetail.json)]);
    case 'picture':
      return noted(picture, block, replacement.note, redraw(picture, replacement.output));
  }
}

/** The cache mark, if there is one, stays where it was. */
function textEdits({ textPart, cacheControl }: PictureSlot, { slot }: Block, text: string): readonly Edit[] {
  if (textPart === undefined) return [];
  return [edit(slot, textPart(text, cacheControl === undefined ? '' : `,"cache_control":${cacheControl}`))];
}

function redraw({ data, mediaTypeSlot }: PictureSlot, dataUrl: string): readonly Edit[] {
  if (mediaTypeSlot === undefined) return [edit(data, JSON.stringify(dataUrl))];
  const { mediaType, base64 } = splitDataUrl(dataUrl);
  return [edit(mediaTypeSlot, JSON.stringify(mediaType)), edit(data, JSON.stringify(base64))];
}

/** The note stands before the picture, so that a cache mark on it is still the last. */
function noted(
  { textPart }: PictureSlot,
  { slot }: Block,
  note: string | undefined,
  edits: readonly Edit[],
): readonly Edit[] {
  if (note === undefined) return edits;
  if (textPart === undefined) return [];
  return [edit({ start: slot.start, end: slot.start }, `${textPart(note, '')},`), ...edits];
}

function edit(slot: Slot, json: string): Edit {
  return { slot, bytes: Buffer.from(json, 'utf8') };
}

export function splitDataUrl(dataUrl: string): { readonly mediaType: string; readonly base64: string } {
  const comma = dataUrl.indexOf(',');
  return { mediaType: dataUrl.slice(5, comma).replace(/;base64$/, ''), base64: dataUrl.slice(comma + 1) };
}

export function joinDataUrl(mediaType: string, base64: string): string {
  return `data:${mediaType};base64,${base64}`;
}
