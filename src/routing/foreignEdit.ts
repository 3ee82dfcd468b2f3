import { createHash } from 'node:crypto';
import type { ItemChange, JournalEntry, JsonChange } from './journalEntry.ts';
import { compact, isEmptyJson, type JsonProblem, readJsonValue, setJsonValue, undoJsonChange } from './jsonEdit.ts';
import { addJsonItem, removeJsonItem } from './jsonItem.ts';
import { appendLine, removeLine } from './lineEdit.ts';

/** What we want of a foreign file. */
export type Wish =
  /** `value` is any JSON value. */
  | { readonly kind: 'json'; readonly path: readonly string[]; readonly value: unknown }
  /** An element of an array; an array that has it already stays as it is. */
  | {
      readonly kind: 'item';
      readonly path: readonly string[];
      readonly value: unknown;
      readonly mayGain?: readonly string[];
    }
  | { readonly kind: 'line'; readonly line: string };

export type Planned =
  | { readonly kind: 'planned'; readonly text: string; readonly entry: JournalEntry }
  | { readonly kind: 'refused'; readonly problem: JsonProblem };

export interface ForeignFile {
  readonly path: string;
  /** `undefined` when there is no such file. */
  readonly text: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The file's next text, and the entry that must be in the journal before it is written. */
export function planEdit(file: ForeignFile, wishes: readonly Wish[], earlier?: JournalEntry): Planned {
  const { path, text, now } = file;
  const isPristine = earlier === undefined || text === earlier.original || earlier.pristine.includes(hashOf(text));
  let next = text ?? '';
  let changes = earlier?.changes ?? [];
  for (const wish of wishes) {
    if (wish.kind === 'line') {
      if (next.split(/\r?\n/).includes(wish.line)) continue;
      next = appendLine(next, wish.line);
      changes = [...changes, { kind: 'line', line: wish.line }];
      continue;
    }
    if (wish.kind === 'item') {
      const edit = addJsonItem(next, wish.path, wish.value, wish.mayGain);
      if (edit.kind === 'refused') return edit;
      if (edit.kind === 'present') continue;
      next = edit.text;
      changes = [...changes.filter(change => !isSameItem(change, edit.change)), edit.change];
      continue;
    }
    const before = changes.find((change): change is JsonChange => isSamePlace(change, wish.path));
    const edit = setJsonValue(next, wish.path, { value: wish.value, earlier: before });
    if (edit.kind === 'refused') return edit;
    next = edit.text;
    // In its old place: what made the objects around others' keys is taken out after them.
    changes =
      before === undefined
        ? [...changes, edit.change]
        : changes.map(change => (change === before ? edit.change : change));
  }
  // Once others have written, an equal text no longer means that nobody has: only what is ours may be taken out.
  const pristine = isPristine ? [...(earlier?.pristine ?? []), hashOf(next)] : [];
  const original = earlier === undefined ? text : earlier.original;
  return {
    kind: 'planned',
    text: next,
    entry: {
      ...(earlier ?? { madeFolders: [] }),
      file: path,
      touchedAt: now,
      ...(original !== undefined && { original }),
      pristine: [...new Set(pristine)],
      changes,
    },
  };
}

export type Undone =
  /** `text` is `undefined` when the file goes, because it was not there before us. */
  | { readonly kind: 'restored'; readonly text: string | undefined; readonly left: readonly string[] }
  /** Somebody is in the middle of editing it: to be tried again later. */
  | { readonly kind: 'postponed'; readonly problem: JsonProblem };

/**
 * The file without us. Untouched since we wrote it, it gets its original bytes back; otherwise only what is still ours
 * is taken out. `left` says in sentences what others have changed and what therefore stays.
 */
export function planUndo(entry: JournalEntry, text: string | undefined): Undone {
  if (text === undefined) return { kind: 'restored', text, left: [] };
  if (text === entry.original || entry.pristine.includes(hashOf(text))) {
    return { kind: 'restored', text: entry.original, left: [] };
  }
  let rest = text;
  const left: string[] = [];
  for (const change of entry.changes.toReversed()) {
    if (change.kind === 'line') {
      rest = removeLine(rest, change.line);
      continue;
    }
    const undo = change.kind === 'item' ? removeJsonItem(rest, change) : undoJsonChange(rest, change);
    if (undo.kind === 'refused') return { kind: 'postponed', problem: undo.problem };
    if (undo.kind === 'undone') rest = undo.text;
    else left.push(`${entry.file}: ${change.path.join('.')} was changed to ${undo.value} meanwhile and is left so.`);
  }
  const isNothing = entry.original === undefined && isEmptyJson(rest);
  if (isNothing || isOnlyLaidOutAnew(entry, text, rest)) return { kind: 'restored', text: entry.original, left };
  return { kind: 'restored', text: rest, left };
}

/**
 * A program that gives our element a member writes its whole file anew, in its own layout and without comments: VS Code
 * when a person enters a key. When it has changed nothing else, comments and layout of before are what is missing.
 */
function isOnlyLaidOutAnew(entry: JournalEntry, text: string, rest: string): boolean {
  if (entry.original === undefined || !entry.changes.some(change => change.kind === 'item' && change.mayGain))
    return false;
  const plain = compact(text);
  return (
    plain !== undefined &&
    text === JSON.stringify(JSON.parse(plain), undefined, '\t') &&
    compact(rest) === compact(entry.original)
  );
}

/** Whether a file differs from what was there before us by our changes alone. */
export function isOnlyOurs(entry: JournalEntry, text: string | undefined): boolean {
  const undo = planUndo({ ...entry, pristine: [] }, text);
  return undo.kind === 'restored' && compact(undo.text ?? '{}') === compact(entry.original ?? '{}');
}

/** Whether the value at this place is one that we wrote. */
export function holdsOurs(entry: JournalEntry, path: readonly string[], text: string | undefined): boolean {
  const change = entry.changes.find((change): change is JsonChange => isSamePlace(change, path));
  const value = text === undefined ? undefined : readJsonValue(text, path);
  return value !== undefined && change?.ours.includes(JSON.stringify(value)) === true;
}

function isSameItem(change: JournalEntry['changes'][number], { path, item }: ItemChange): boolean {
  return change.kind === 'item' && change.item === item && change.path.join('\0') === path.join('\0');
}

function isSamePlace(change: JournalEntry['changes'][number], path: readonly string[]): boolean {
  return change.kind === 'json' && change.path.join('\0') === path.join('\0');
}

/** No file and an empty one are different states. */
export function hashOf(text: string | undefined): string {
  return text === undefined ? 'no file' : createHash('sha256').update(text).digest('hex');
}
