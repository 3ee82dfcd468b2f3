import type { Block, RequestIndex } from '../conversation/request.ts';
import { readText } from '../conversation/text.ts';
import { isClientNote } from '../plan/subject.ts';

/** Longer texts are pasted material, of which the question stands at the beginning or the end. */
const mostChars = 4000;

/** The texts that people wrote in the picture's own message: they are about it, wherever they stand. */
export function textsBeside(body: Uint8Array, { blocks }: RequestIndex, picture: Block): readonly string[] {
  if (picture.callId !== undefined) return [];
  return blocks
    .filter(({ kind, message }) => kind === 'userText' && message === picture.message)
    .flatMap(({ textSlot }) => (textSlot === undefined ? [] : readText(body, textSlot)))
    .filter(text => !isClientNote(text) && text.trim() !== '');
}

/** What the picture is to answer: the texts beside it, else the newest that a person wrote before it. */
export function questionAbout(body: Uint8Array, index: RequestIndex, picture: Block): string | undefined {
  const beside = textsBeside(body, index, picture);
  if (beside.length > 0) return shortened(beside.join('\n'));
  for (let position = picture.position - 1; position >= 0; position--) {
    const candidate = index.blocks[position];
    if (candidate?.kind !== 'userText' || candidate.textSlot === undefined) continue;
    const text = readText(body, candidate.textSlot);
    if (!isClientNote(text) && text.trim() !== '') return shortened(text);
  }
  return undefined;
}

function shortened(text: string): string {
  return text.length <= mostChars ? text : `${text.slice(0, mostChars / 2)}\n${text.slice(-mostChars / 2)}`;
}
