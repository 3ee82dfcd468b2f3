import { type KeptPicture, keptPicture } from '../../engine/images/keptPicture.ts';
import type { RetrieveRequest } from '../../shared/adminApi.ts';
import { type EngineApi, EngineApiError } from '../engineApi.ts';
import { parseLineRange } from './lineRange.ts';

/** What a model reads about the retrieval tool, in whichever client it is offered. */
export const retrievalDescription =
  'Gives back what Headroom left out of a tool result, or a picture as it was before it was shown smaller, in part or as text. A marker such as "[headroom: 412 of 430 lines omitted (passing tests); get: HANDLE]" names the handle. Ask for the whole text, for lines, or for the lines that match a pattern; long answers come in parts and say how to go on.';

/** What a model reads about each argument. Only the handle must be given. */
export const retrievalArguments = {
  handle: 'The word after "get:" in a marker.',
  lines: 'Lines to show, e.g. "120-180", "400-" or "7". Default: all.',
  grep: 'A regular expression; only lines that match are shown, with their numbers.',
  fromChar: 'First character of the first line to show, inside a very long line.',
} as const satisfies Record<keyof RetrievalWish, string>;

/** The arguments of the retrieval tool, as a model gives them. */
export interface RetrievalWish {
  readonly handle: string;
  readonly lines?: string | undefined;
  readonly grep?: string | undefined;
  readonly fromChar?: number | undefined;
}

/** Clients cut longer results of tools themselves, and then nothing says how to go on. */
const maxAnswerChars = 20_000;

/**
 * The parts of the tool's answer: texts, or the one picture that was asked for. The way on stands apart, so that the first is
 * what the original holds and nothing else.
 */
export async function retrieveForModel(
  engine: Pick<EngineApi, 'retrieve'>,
  wish: RetrievalWish,
): Promise<readonly (string | KeptPicture)[]> {
  const { text, note } = await engine.retrieve(readWish(wish));
  const picture = keptPicture(text);
  if (picture !== undefined) return [picture];
  return note === undefined ? [text] : [text, `[headroom: ${note}]`].filter(part => part !== '');
}

/** Throws with a message for the model when an argument does not fit. */
function readWish({ handle, lines, grep, fromChar }: RetrievalWish): RetrieveRequest {
  const range = lines === undefined || lines.trim() === '' ? undefined : parseLineRange(lines);
  if (range === undefined && lines !== undefined && lines.trim() !== '') {
    throw new EngineApiError(`lines is "${lines}". Give first and last line, e.g. "120-180".`);
  }
  return {
    handle,
    maxChars: maxAnswerChars,
    forAgent: true,
    ...(range !== undefined && { lines: range }),
    ...(grep !== undefined && grep !== '' && { pattern: grep }),
    ...(fromChar !== undefined && { fromChar }),
  };
}
