import { applyEdits, findNodeAtLocation, modify, type Node } from 'jsonc-parser';
import { insertMember } from './insertMember.ts';
import type { ItemChange } from './journalEntry.ts';
import { compact, type JsonProblem, type JsonUndo, parseJson, removeKey, setJsonValue, takeMark } from './jsonEdit.ts';

export type ItemEdit =
  | { readonly kind: 'edited'; readonly text: string; readonly change: ItemChange }
  | { readonly kind: 'present' }
  | { readonly kind: 'refused'; readonly problem: JsonProblem };

/** Adds one element at the end of an array, which is made where it is missing. Everything else keeps its bytes. */
export function addJsonItem(text: string, path: readonly string[], value: unknown): ItemEdit {
  const item = JSON.stringify(value);
  const { mark, body } = takeMark(text);
  const isBlank = body.trim() === '';
  if (isBlank && path.length === 0) {
    const change: ItemChange = { kind: 'item', path: [], item, madeArray: true, madeParents: 0 };
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
    return { ...edit, change: { kind: 'item', path: [...path], item, madeArray: true, madeParents } };
  }
  if (array.type !== 'array') return { kind: 'refused', problem: 'not an array where we need one' };
  const isThere = array.children?.some(({ offset, length }) => compact(source.slice(offset, offset + length)) === item);
  if (isThere === true) return { kind: 'present' };
  return {
    kind: 'edited',
    text: mark + insertMember(source, array, { value }),
    change: { kind: 'item', path: [...path], item, madeArray: false, madeParents: 0 },
  };
}

/** Takes our element out, and the array that we made for it when nobody else uses it. */
export function removeJsonItem(text: string, { path, item, madeArray, madeParents }: ItemChange): JsonUndo {
  const { mark, body } = takeMark(text);
  if (body.trim() === '') return { kind: 'undone', text };
  const root = parseJson(body);
  if (root === undefined) return { kind: 'refused', problem: 'not JSON' };
  const array = findNodeAtLocation(root, [...path]);
  const elements = array?.type === 'array' ? (array.children ?? []) : [];
  const at = elements.findIndex(({ offset, length }) => compact(body.slice(offset, offset + length)) === item);
  // Somebody has taken it out or written it anew: then it is theirs.
  if (at < 0) return { kind: 'undone', text };
  const rest =
    madeArray && elements.length === 1 && path.length > 0
      ? removeKey(body, { path, madeParents })
      : withoutElement(body, path, { elements, at });
  return { kind: 'undone', text: mark + rest };
}

function withoutElement(
  body: string,
  path: readonly string[],
  { elements, at }: { readonly elements: readonly Node[]; readonly at: number },
): string {
  const [before, ours] = [elements[at - 1], elements[at]];
  if (before !== undefined && ours !== undefined) {
    const from = before.offset + before.length;
    // As it was put in: with the comma in front of it, unless somebody has written a comment there.
    if (/^\s*,\s*$/.test(body.slice(from, ours.offset))) {
      return body.slice(0, from) + body.slice(ours.offset + ours.length);
    }
  }
  return applyEdits(body, modify(body, [...path, at], undefined, {}));
}
