import { rememberLast } from '../../rememberLast.ts';
import { type JsonDocument, parseJson } from './jsonNodes.ts';

/** A stretch of a text: JSON values on successive lines, or what stands between them. Joined, the sections are the text. */
export type Section =
  | { readonly kind: 'text'; readonly text: string }
  /** The documents are separated by one line feed each. */
  | { readonly kind: 'json'; readonly documents: readonly JsonDocument[] };

/** Once failed parses have looked at this many times the text's length, the rest counts as plain text. */
const maxWastedShare = 3;

/**
 * Finds every JSON object or array that starts in the first column and ends with its line. The end of the text may cut the
 * last one. `undefined` when there is none.
 */
export const splitJson = rememberLast(readSections);

function readSections(text: string): readonly Section[] | undefined {
  const sections: Section[] = [];
  let documents: JsonDocument[] = [];
  let plainFrom = 0;
  let at = 0;
  let wasted = 0;
  while (at < text.length && wasted <= text.length * maxWastedShare) {
    const document = documentAt(text, at);
    if (document === undefined) {
      if (startsJson.test(text.slice(at, at + 40))) wasted += Math.min(text.length - at, 4096);
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline + 1;
      continue;
    }
    if (documents.length === 0 || at !== plainFrom + 1) {
      if (at > plainFrom) sections.push({ kind: 'text', text: text.slice(plainFrom, at) });
      documents = [];
      sections.push({ kind: 'json', documents });
    }
    documents.push(document);
    plainFrom = document.root.end;
    at = startsValue(text, plainFrom) ? plainFrom : plainFrom + 1;
  }
  if (plainFrom === 0) return undefined;
  if (plainFrom < text.length) sections.push({ kind: 'text', text: text.slice(plainFrom) });
  return sections;
}

const startsJson = /^(?:\[\s*(?:["[{\]\dtfn-]|$)|\{\s*(?:["}]|$))/;

function documentAt(text: string, at: number): JsonDocument | undefined {
  if (!startsJson.test(text.slice(at, at + 40))) return undefined;
  const document = parseJson(text, at);
  if (document === undefined) return undefined;
  const { root, isCut } = document;
  if (isCut) return root.kind !== 'array' || root.items.length > 0 ? document : undefined;
  const endsLine = root.end === text.length || text[root.end] === '\n' || text.startsWith('\r\n', root.end);
  return endsLine || startsValue(text, root.end) ? document : undefined;
}

/** Concatenated files often lack the line break in between: `}{`. */
function startsValue(text: string, at: number): boolean {
  return text[at] === '{' || text[at] === '[';
}
