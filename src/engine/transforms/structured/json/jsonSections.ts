import { rememberLast } from '../../rememberLast.ts';
import { type JsonDocument, type JsonReading, readJson } from './jsonNodes.ts';

/** A stretch of a text: JSON values on successive lines, or what stands between them. Joined, the sections are the text. */
export type Section =
  | { readonly kind: 'text'; readonly text: string }
  /** The documents are separated by one line feed each. */
  | { readonly kind: 'json'; readonly documents: readonly JsonDocument[] };

/** Once failed parses have read this many times the text's length, the rest counts as plain text. */
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
    const { document, readTo } = documentAt(text, at);
    if (document === undefined) {
      wasted += readTo - at;
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

function documentAt(text: string, at: number): JsonReading {
  if (!startsJson.test(text.slice(at, at + 40))) return { document: undefined, readTo: at };
  const { document, readTo } = readJson(text, at);
  return { document: document !== undefined && isWhole(document) ? document : undefined, readTo };
}

/** True for a value that ends with its line, or that the end of the text cuts. */
function isWhole({ text, root, isCut }: JsonDocument): boolean {
  if (isCut) return root.kind !== 'array' || root.items.length > 0;
  const endsLine = root.end === text.length || text[root.end] === '\n' || text.startsWith('\r\n', root.end);
  return endsLine || startsValue(text, root.end);
}

/** Concatenated files often lack the line break in between: `}{`. */
function startsValue(text: string, at: number): boolean {
  return text[at] === '{' || text[at] === '[';
}
