import type { WireFormat } from '../../shared/records.ts';
import { anthropic } from './anthropic.ts';
import { assemble } from './assemble.ts';
import { bareMessages } from './bareMessages.ts';
import { readBody } from './bodyReader.ts';
import { gemini } from './gemini.ts';
import type { IndexMemory } from './indexMemory.ts';
import { Doubt } from './jsonLexer.ts';
import { openaiChat } from './openaiChat.ts';
import { openaiResponses } from './openaiResponses.ts';
import type { RequestIndex, Unindexed } from './request.ts';
import type { WireReader } from './wireReader.ts';

const readers: Readonly<Record<WireFormat, WireReader>> = {
  anthropic,
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  gemini,
  messages: bareMessages,
};

/**
 * Finds every block of a request body. With a memory, the work grows with what is new in the body; the result is the
 * same without. A body that is not valid JSON of the format is `Unindexed`, never an exception.
 */
export function indexRequest(body: Uint8Array, format: WireFormat, memory?: IndexMemory): RequestIndex | Unindexed {
  try {
    const read = readBody(body, readers[format], section => memory?.trail(`${format}/${section}`));
    return assemble(read, format);
  } catch (error) {
    if (error instanceof Doubt) return { kind: 'unindexed', reason: error.message };
    throw error;
  }
}

/** Tells an index from the reason for having none. */
export function isUnindexed(index: RequestIndex | Unindexed): index is Unindexed {
  return 'kind' in index;
}
