import { isKeptPicture } from '../../engine/images/keptPicture.ts';
import { handlePattern } from '../../engine/plan/handle.ts';
import { RefusedRequest, type Retrieved } from '../../proxy/ports.ts';
import type { RetrieveRequest } from '../../shared/adminApi.ts';
import { PatternError, type Selection, selectPart } from './selectPart.ts';

export type Select = (text: string, request: RetrieveRequest) => Promise<Selection> | Selection;

/** An original, whole or the asked part of it. `select` may run elsewhere, where a pattern that never ends can be ended. */
export async function retrieveOriginal(
  request: RetrieveRequest,
  find: (handle: string) => Promise<string | undefined>,
  select: Select = selectPart,
): Promise<Retrieved> {
  const handle = readHandle(request.handle);
  if (handle === undefined) {
    throw new RefusedRequest(400, notAHandle(request.handle));
  }
  const text = await find(handle);
  if (text === undefined) {
    return {
      kind: 'missing',
      message: `Nothing is kept under ${handle}. It may have expired; run the command or read the file again.`,
    };
  }
  // A picture has no lines, and part of one is no picture.
  if (isKeptPicture(text)) return { kind: 'found', text, isWhole: true };
  return { kind: 'found', ...(await selectOrRefuse(text, request, select)) };
}

export function notAHandle(given: string): string {
  return `"${given}" is not a handle. A handle is the word of ten letters and digits after "get:" in a marker.`;
}

/** The handle itself, or the marker that somebody copied with it. */
export function readHandle(given: string): string | undefined {
  const word = /get: ?(\w+)/.exec(given)?.[1] ?? given.trim();
  return handlePattern.test(word) ? word : undefined;
}

async function selectOrRefuse(text: string, request: RetrieveRequest, select: Select): Promise<Selection> {
  try {
    return await select(text, request);
  } catch (error) {
    if (error instanceof PatternError) throw new RefusedRequest(400, error.message, { cause: error });
    throw error;
  }
}
