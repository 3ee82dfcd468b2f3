import { RefusedRequest, type Retrieved } from '../proxy/ports.ts';
import type { RetrieveRequest } from '../shared/adminApi.ts';

/** A pattern over a long text may backtrack for ever; a text this long is searched line by line with plain inclusion only. */
const maxPatternLineChars = 10_000;

/** An original, whole or the asked part of it: lines by number, or those that match a pattern, with their numbers. */
export async function retrieveOriginal(
  request: RetrieveRequest,
  find: (handle: string) => Promise<string | undefined>,
): Promise<Retrieved> {
  const text = await find(request.handle);
  if (text === undefined) {
    return {
      kind: 'missing',
      message: `Nothing is kept under ${request.handle}. It may have expired; run the command or read the file again.`,
    };
  }
  if (request.lines === undefined && request.pattern === undefined) return { kind: 'found', text, isWhole: true };
  return { kind: 'found', text: select(text, request), isWhole: false };
}

function select(text: string, { lines, pattern }: RetrieveRequest): string {
  const from = lines?.from ?? 1;
  const range = text.split('\n').slice(from - 1, lines?.to);
  if (pattern === undefined) return range.join('\n');
  const matches = matcher(pattern);
  return range.flatMap((line, at) => (matches(line) ? [`${from + at}: ${line}`] : [])).join('\n');
}

function matcher(pattern: string): (line: string) => boolean {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (error) {
    throw new RefusedRequest(
      400,
      `The pattern is not a regular expression: ${error instanceof Error ? error.message : ''}`,
    );
  }
  return line => (line.length > maxPatternLineChars ? line.includes(pattern) : expression.test(line));
}
