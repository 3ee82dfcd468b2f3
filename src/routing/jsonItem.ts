import { findNodeAtLocation } from 'jsonc-parser';
import { insertMember } from './insertMember.ts';
import type { ItemChange } from './journalEntry.ts';
import { compact, type JsonProblem, type JsonUndo, parseJson, removeKey, setJsonValue, takeMark } from './jsonEdit.ts';
import { removeMember } from './removeMember.ts';

export type ItemEdit =
  | { readonly kind: 'edited'; readonly text: string; readonly change: ItemChange }
  | { readonly kind: 'present' }
  | { readonly kind: 'refused'; readonly problem: JsonProblem };

/** Adds one element at the end of an array, which is made where it is missing. Everything else keeps its bytes. */
export function addJsonItem(
  text: string,
  path: readonly string[],
  value: unknown,
  mayGain: readonly string[] = [],
): ItemEdit {
  const item = nameOfItem(value, mayGain);
  const gains = mayGain.length > 0 && { mayGain: [...mayGain] };
  const { mark, body } = takeMark(text);
  const isBlank = body.trim() === '';
  if (isBlank && path.length === 0) {
    const change: ItemChange = { kind: 'item', path: [], item, madeArray: true, madeParents: 0, ...gains };
    return { kind: 'edited', text: `${mark}${JSON.stringify([value], null, 2)}\n`, change };
  }
  const source = isBlank ? '{}' : body;
  const root = parseJson(source);
  if (root === undefined) return { kind: 'refused', problem: 'not JSON' };
  const array = findNodeAtLocation(root, [...path]);
  if (array === undefined) {
    const edit = setJsonValue(text, path, { value: [value] });
    if (edit.kind === 'refused') return edit;
    const { madeParents } = edit.change;
    return { ...edit, change: { kind: 'item', path: [...path], item, madeArray: true, madeParents, ...gains } };
  }
  if (array.type !== 'array') return { kind: 'refused', problem: 'not an array where we need one' };
  const isThere = array.children?.some(
    ({ offset, length }) => nameOf(source.slice(offset, offset + length), mayGain) === item,
  );
  if (isThere === true) return { kind: 'present' };
  return {
    kind: 'edited',
    text: mark + insertMember(source, array, { value }),
    change: { kind: 'item', path: [...path], item, madeArray: false, madeParents: 0, ...gains },
  };
}

/** Takes our element out, and the array that we made for it when nobody else uses it. */
export function removeJsonItem(
  text: string,
  { path, item, madeArray, madeParents, mayGain = [] }: ItemChange,
): JsonUndo {
  const { mark, body } = takeMark(text);
  if (body.trim() === '') return { kind: 'undone', text };
  const root = parseJson(body);
  if (root === undefined) return { kind: 'refused', problem: 'not JSON' };
  const array = findNodeAtLocation(root, [...path]);
  const elements = array?.type === 'array' ? (array.children ?? []) : [];
  const ours = elements.find(({ offset, length }) => nameOf(body.slice(offset, offset + length), mayGain) === item);
  // Somebody has taken it out or written it anew: then it is theirs.
  if (ours === undefined) return { kind: 'undone', text };
  const rest =
    madeArray && elements.length === 1 && path.length > 0
      ? removeKey(body, { path, madeParents })
      : removeMember(body, ours);
  return { kind: 'undone', text: mark + rest };
}

/** What the journal calls an element by. */
export function nameOfItem(value: unknown, mayGain: readonly string[] = []): string {
  return nameOf(JSON.stringify(value), mayGain) ?? '';
}

/**
 * What an element is known by: its JSON without white space. Where others may give it members, those do not count, nor
 * does the order in which they have put it all.
 */
function nameOf(text: string, mayGain: readonly string[]): string | undefined {
  const plain = compact(text);
  const value: unknown = plain === undefined || mayGain.length === 0 ? undefined : JSON.parse(plain);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return plain;
  const own = Object.entries(value).filter(([name]) => !mayGain.includes(name));
  return JSON.stringify(Object.fromEntries(own.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
