import type { RetrieveRequest } from '../shared/adminApi.ts';
import { EngineApiError } from './engineApi.ts';
import { parseLineRange } from './lineRange.ts';

/** What a model reads about the retrieval tool, in whichever client it is offered. */
export const retrievalDescription =
  'Gives back text that Headroom left out of a tool result. A marker such as "[headroom: 412 of 430 lines omitted (passing tests); get: HANDLE]" names the handle. Ask for the whole text, for lines, or for the lines that match a pattern; long answers come in parts and say how to go on.';

/** The arguments of the retrieval tool, as a model gives them. */
export interface RetrievalWish {
  readonly handle: string;
  readonly lines?: string | undefined;
  readonly grep?: string | undefined;
  readonly fromChar?: number | undefined;
}

/** Clients cut longer results of tools themselves, and then nothing says how to go on. */
const maxAnswerChars = 20_000;

/** Throws with a message for the model when an argument does not fit. */
export function readWish({ handle, lines, grep, fromChar }: RetrievalWish): RetrieveRequest {
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
