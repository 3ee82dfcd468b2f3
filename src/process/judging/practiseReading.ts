import { IndexMemory } from '../../engine/conversation/indexMemory.ts';
import { indexRequest } from '../../engine/conversation/indexRequest.ts';
import { warmUpTexts } from './warmUpTexts.ts';

/** Reading a megabyte takes 80 ms when the code never ran, 30 ms after this, and 1 ms when it has run often. */
const rounds = 4;

/** Lets the thread that calls this read a long conversation a few times, before a real one has to wait for it. */
export function practiseReading(): void {
  const body = longConversation();
  for (let round = 0; round < rounds; round++) {
    const memory = new IndexMemory();
    indexRequest(body, 'anthropic', memory);
    // Once more, because a conversation that is known is read in another way.
    indexRequest(body, 'anthropic', memory);
  }
}

export function longConversation(): Uint8Array {
  const turns = warmUpTexts().flatMap((content, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `call_${at}`, name: 'practise', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `call_${at}`, content }] },
  ]);
  return Buffer.from(JSON.stringify({ model: 'practice', messages: [...turns, ...turns, ...turns] }));
}
