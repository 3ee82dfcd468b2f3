import { planEdit, planUndo, type Wish } from './foreignEdit.ts';
import { ForeignFileError, readForeignFile, removeForeignFile, writeForeignFile } from './foreignFile.ts';
import type { JournalPages } from './journal.ts';
import type { JournalEntry, RouteEntry } from './journalEntry.ts';

export interface ForeignChange {
  readonly wishes: readonly Wish[];
  readonly route?: RouteEntry;
  readonly companionOf?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Edits another program's file so that it can be restored whatever happens: first the journal, then the file. */
export async function editForeignFile(
  pages: JournalPages,
  path: string,
  { wishes, now, ...about }: ForeignChange,
): Promise<void> {
  const earlier = pages.entries.find(entry => entry.file === path);
  const text = await readForeignFile(path);
  const plan = planEdit({ path, text, now }, wishes, earlier);
  if (plan.kind === 'refused') {
    throw new ForeignFileError(`${path} is ${plan.problem}, so it is left alone. Correct the file and try again.`);
  }
  if (plan.entry.changes.length === 0) return;
  const entry: JournalEntry = { ...plan.entry, ...about };
  await pages.write(entry);
  if (plan.text === text) return;
  const madeFolders = await writeForeignFile(path, plan.text);
  if (madeFolders.length > 0) await pages.write({ ...entry, madeFolders: [...entry.madeFolders, ...madeFolders] });
}

export interface Restored {
  readonly file: string;
  /** False when the file could not be read as what it was; its entry stays for the next attempt. */
  readonly isDone: boolean;
  /** Sentences for a person: what others have changed and what was therefore left. */
  readonly notes: readonly string[];
}

/** Gives a file back as it was. Safe to call again at any time. */
export async function restoreForeignFile(pages: JournalPages, entry: JournalEntry): Promise<Restored> {
  const { file } = entry;
  let text: string | undefined;
  try {
    text = await readForeignFile(file);
    const undo = planUndo(entry, text);
    if (undo.kind === 'postponed') {
      return { file, isDone: false, notes: [`${file} is ${undo.problem} at the moment; it is restored later.`] };
    }
    if (undo.text === undefined) await removeForeignFile(file, entry.madeFolders);
    else if (undo.text !== text) await writeForeignFile(file, undo.text);
    await pages.remove(file);
    return { file, isDone: true, notes: undo.left };
  } catch (error) {
    return { file, isDone: false, notes: [error instanceof Error ? error.message : String(error)] };
  }
}
