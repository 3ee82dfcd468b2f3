import type { Block, RequestIndex } from '../../conversation/request.ts';
import { readText } from '../../conversation/text.ts';
import { isClientNote } from '../subject.ts';
import { findsPlacesInPictures } from './pointing.ts';

/** Tools whose results are pictures as a rule. Those that read any file are no sign: every agent has one. */
const picturingTool = /screen_?-?(?:shot|capture|grab)/i;

/** A picture's file, or a word for what a screenshot tool is called to make. */
const namedPicture = /\.(?:png|jpe?g|webp|gif)\b|\bscreen ?(?:shot|grab|capture)|bildschirm(?:foto|abzug)|截图|截屏/i;

/**
 * Whether a conversation is likely to bring a picture soon, so that whoever judges pictures can be ready: it has brought one,
 * its client can make screenshots, or the person who writes has just named one. False where pictures stay as they are.
 */
export function expectsPictures(body: Uint8Array, index: RequestIndex): boolean {
  return index.blocks.some(block => isSign(body, index, block)) && !findsPlacesInPictures(body, index);
}

function isSign(body: Uint8Array, { liveFrom }: RequestIndex, { kind, tool, textSlot, position }: Block): boolean {
  if (kind === 'image') return true;
  if (kind === 'toolDefinition') return picturingTool.test(tool ?? '');
  if (kind !== 'userText' || position < liveFrom || textSlot === undefined) return false;
  const text = readText(body, textSlot);
  return !isClientNote(text) && namedPicture.test(text);
}
