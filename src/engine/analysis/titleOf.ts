import { say } from '../../shared/sentences/say.ts';
import type { RequestIndex } from '../conversation/request.ts';
import { redactSecrets } from '../plan/secrets.ts';
import { contentOf } from './describeBlocks.ts';
import { shorten } from './labelOf.ts';

/** Clients wrap their own notes to the model into tags. */
const clientNote = /^\s*<[a-z][\w-]*>/i;

const longestTitle = 120;
/** Characters of a prompt, so long that no secret within the title is cut in two. */
const enoughForTitle = 4000;

/** The newest thing that a person wrote: what people recognise a conversation by. */
export function titleOf(body: Uint8Array, index: RequestIndex): string {
  for (const block of index.blocks.toReversed()) {
    if (block.kind !== 'userText' || block.textSlot === undefined) continue;
    const text = contentOf(body, block);
    if (clientNote.test(text) || text.trim() === '') continue;
    return shorten(redactSecrets(text.trimStart().slice(0, enoughForTitle)).replace(/\s+/g, ' ').trim(), longestTitle);
  }
  return say('title.none');
}
