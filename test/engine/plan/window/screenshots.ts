import { expect } from 'vitest';
import { z } from 'zod';
import { repeatNote } from '../../../../src/engine/images/pictureNote.ts';
import type { PictureTask, PictureVerdict } from '../../../../src/engine/images/pictureTask.ts';

/** Results of an agent's steps: each letter is a screenshot of that page, a dot a long text. */
export type Steps = string;

const size = { width: 1000, height: 800 };

/** A PNG's header, and the page's letter for its pixels. */
function pictureOf(page: string): string {
  const header = '89504e470d0a1a0a0000000d49484452000003e800000320';
  return Buffer.concat([Buffer.from(header, 'hex'), Buffer.alloc(60, page)]).toString('base64');
}

export function bodyOfSteps(steps: Steps): Buffer {
  const messages = [...steps].flatMap((step, i) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `t${i}`, name: 'look', input: { i } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${i}`, content: [resultOf(step, i)] }] },
  ]);
  return Buffer.from(
    JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'Go' }, ...messages] }),
  );
}

function resultOf(step: string, i: number): object {
  if (step === '.') return { type: 'text', text: `result ${i} ${'word '.repeat(400)}` };
  return { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pictureOf(step) } };
}

/** Finds a repetition by the bytes alone. */
export async function judgeRepeat({ bytes, earlier, handle }: PictureTask): Promise<PictureVerdict> {
  const whole = { technique: 'preserve', confidence: 1, tokensBefore: 1044, reason: 'r', size } as const;
  const same = earlier.findLast(other => Buffer.compare(other.bytes, bytes) === 0);
  if (same === undefined) return { ...whole, tokensAfter: 1044 };
  const { id, back } = same;
  const text = repeatNote(size, back, handle);
  return { ...whole, tokensAfter: 30, change: { kind: 'repeat', text, of: id, back } };
}

interface Place {
  readonly id: string;
  readonly picture?: string;
  readonly note?: string;
}

const part = z.object({ source: z.object({ data: z.string() }).optional(), text: z.string().optional() });
const result = z.object({
  tool_use_id: z.string().optional(),
  content: z.union([z.string(), z.array(part)]).optional(),
});
const sentBody = z.object({ messages: z.array(z.object({ content: z.union([z.string(), z.array(result)]) })) });

/** What a model finds in each place of a picture: its base64, or the note there. Texts and markers of cuts are no such places. */
function placesIn(sent: Uint8Array): readonly Place[] {
  const { messages } = sentBody.parse(JSON.parse(Buffer.from(sent).toString('utf8')));
  const results = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  return results.flatMap(({ tool_use_id: id = '', content = [] }): Place[] => {
    const [first] = typeof content === 'string' ? [] : content;
    if (first?.source !== undefined) return [{ id, picture: first.source.data }];
    return first?.text?.startsWith('[headroom: this picture') ? [{ id, note: first.text }] : [];
  });
}

export function messagesIn(sent: Uint8Array): readonly string[] {
  return sentBody
    .loose()
    .parse(JSON.parse(Buffer.from(sent).toString('utf8')))
    .messages.map(message => JSON.stringify(message));
}

/** Every note counts back to a picture that is there and is the one that it stands for. Returns how many notes there are. */
export function expectTrueNotes(sent: Uint8Array, steps: Steps): number {
  const places = placesIn(sent);
  const notes = places.filter(({ note }) => note !== undefined);
  for (const [i, { id, note }] of places.entries()) {
    if (note === undefined) continue;
    const back = Number(/(\d+) pictures before it/.exec(note)?.[1] ?? 1);
    expect(places[i - back]?.picture).toBe(pictureOf(steps[Number(id.slice(1))] ?? ''));
  }
  return notes.length;
}

export function markersIn(sent: Uint8Array): number {
  return Buffer.from(sent).toString('utf8').split('oldest first').length - 1;
}
