import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { insertMember } from './insertMember.ts';
import type { JsonChange } from './journalEntry.ts';
import { removeMember } from './removeMember.ts';

/** Why a JSON file is left alone. */
export type JsonProblem = 'not JSON' | 'not an object' | 'not an array where we need one';

export type JsonEdit =
  | { readonly kind: 'edited'; readonly text: string; readonly change: JsonChange }
  | { readonly kind: 'refused'; readonly problem: JsonProblem };

export type JsonUndo =
  | { readonly kind: 'undone'; readonly text: string }
  /** Somebody else has written another value since; it stays. */
  | { readonly kind: 'changedByOthers'; readonly value: string }
  | { readonly kind: 'refused'; readonly problem: JsonProblem };

const byteOrderMark = '\uFEFF';

/** Sets one value. Everything else keeps its bytes, comments included. `earlier` is what we did to the same key before. */
export function setJsonValue(
  text: string,
  path: readonly string[],
  { value, earlier }: { readonly value: unknown; readonly earlier?: JsonChange | undefined },
): JsonEdit {
  const { mark, body } = takeMark(text);
  const source = body.trim() === '' ? '{}' : body;
  const root = parseObject(source);
  if (typeof root === 'string') return { kind: 'refused', problem: root };
  const parents = path.slice(0, -1).map((_, depth) => findNodeAtLocation(root, path.slice(0, depth + 1)));
  if (parents.some(parent => parent !== undefined && parent.type !== 'object')) {
    return { kind: 'refused', problem: 'not an object' };
  }
  const node = findNodeAtLocation(root, [...path]);
  const written = JSON.stringify(value);
  const edited =
    node === undefined
      ? insertMissing(source, { root, parents, path, value })
      : source.slice(0, node.offset) + written + source.slice(node.offset + node.length);
  const isNewFile = body.trim() === '' && !edited.endsWith('\n');
  return {
    kind: 'edited',
    text: mark + edited + (isNewFile ? '\n' : ''),
    change: withOurs(rebased(earlier, firstChange(source, path, node, parents)), written),
  };
}

/** Puts back what was there, unless somebody else has written another value meanwhile. */
export function undoJsonChange(text: string, change: JsonChange): JsonUndo {
  const { mark, body } = takeMark(text);
  if (body.trim() === '') return { kind: 'undone', text };
  const root = parseObject(body);
  if (typeof root === 'string') return { kind: 'refused', problem: root };
  const node = findNodeAtLocation(root, [...change.path]);
  if (node === undefined) return { kind: 'undone', text };
  const found = body.slice(node.offset, node.offset + node.length);
  if (!change.ours.some(ours => ours === found || ours === compact(found))) {
    return found === change.before ? { kind: 'undone', text } : { kind: 'changedByOthers', value: found };
  }
  const restored =
    change.before === undefined
      ? removeKey(body, change)
      : body.slice(0, node.offset) + change.before + body.slice(node.offset + node.length);
  return { kind: 'undone', text: mark + restored };
}

/** A JSON value, comments allowed, without white space. */
export function compact(text: string): string | undefined {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? JSON.stringify(value) : undefined;
}

/** True for a file that holds nothing: no key, no element and no comment. */
export function isEmptyJson(text: string): boolean {
  return /^\uFEFF?\s*(?:(?:\{\s*\}|\[\s*\])\s*)?$/.test(text);
}

/** The text at a place, if the file is JSON and has one. */
export function readJsonText(text: string, path: readonly string[]): string | undefined {
  const value = readJsonValue(text, path);
  return typeof value === 'string' ? value : undefined;
}

/** The value at a place; `undefined` where the file is not JSON, too. */
export function readJsonValue(text: string, path: readonly string[]): unknown {
  const node = placeIn(takeMark(text).body, path);
  return node === undefined ? undefined : getNodeValue(node);
}

export function takeMark(text: string): { readonly mark: string; readonly body: string } {
  return text.startsWith(byteOrderMark)
    ? { mark: byteOrderMark, body: text.slice(byteOrderMark.length) }
    : { mark: '', body: text };
}

function parseObject(text: string): Node | JsonProblem {
  const root = parseJson(text);
  if (root === undefined) return 'not JSON';
  return root.type === 'object' ? root : 'not an object';
}

/** The tree of a JSON text, in which comments and trailing commas may stand. */
export function parseJson(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  return errors.length > 0 ? undefined : root;
}

/** Into the innermost object that exists; those that are missing come with it. */
function insertMissing(
  source: string,
  missing: {
    readonly root: Node;
    readonly parents: readonly (Node | undefined)[];
    readonly path: readonly string[];
    readonly value: unknown;
  },
): string {
  const { root, parents, path, value } = missing;
  const known = parents.filter(parent => parent !== undefined);
  const [key = '', ...inner] = path.slice(known.length);
  const nested = inner.reduceRight<unknown>((rest, name) => ({ [name]: rest }), value);
  return insertMember(source, known.at(-1) ?? root, { key, value: nested });
}

function firstChange(
  source: string,
  path: readonly string[],
  node: Node | undefined,
  parents: readonly (Node | undefined)[],
): JsonChange {
  return {
    kind: 'json',
    path: [...path],
    ...(node !== undefined && { before: source.slice(node.offset, node.offset + node.length) }),
    madeParents: parents.filter(parent => parent === undefined).length,
    ours: [],
  };
}

/** What others did to the key since our last touch counts as what was there before us. */
function rebased(earlier: JsonChange | undefined, found: JsonChange): JsonChange {
  if (earlier === undefined) return found;
  const isOurs = found.before !== undefined && earlier.ours.includes(compact(found.before) ?? found.before);
  return isOurs ? earlier : { ...found, ours: earlier.ours };
}

function withOurs(change: JsonChange, written: string): JsonChange {
  return { ...change, ours: [...change.ours.filter(value => value !== written), written] };
}

/** The key, and the objects around it that we made, when nobody else uses them. */
export function removeKey(
  body: string,
  { path, madeParents }: { readonly path: readonly string[]; readonly madeParents: number },
): string {
  let text = withoutPlace(body, path);
  for (let made = 1; made <= madeParents; made++) {
    const parentPath = path.slice(0, path.length - made);
    const parent = placeIn(text, parentPath);
    if (parent === undefined || !isEmptyJson(text.slice(parent.offset, parent.offset + parent.length))) break;
    text = withoutPlace(text, parentPath);
  }
  return text;
}

function withoutPlace(text: string, path: readonly string[]): string {
  const node = placeIn(text, path);
  return node === undefined ? text : removeMember(text, node);
}

function placeIn(text: string, path: readonly string[]): Node | undefined {
  const root = parseObject(text);
  return typeof root === 'string' ? undefined : findNodeAtLocation(root, [...path]);
}
