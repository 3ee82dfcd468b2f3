import { parse } from 'jsonc-parser';
import { hashOf, isOnlyOurs, planEdit, type Wish } from './foreignEdit.ts';
import { ForeignFileError, readForeignFile } from './foreignFile.ts';
import { type ForeignChange, type Restored, restoreForeignFile } from './foreignFiles.ts';
import type { JournalPages } from './journal.ts';
import type { JournalEntry } from './journalEntry.ts';

/**
 * An editor's own way to the settings of its user. It takes effect at once in every window, while not every editor notices
 * a file that was changed under it; and it needs a running editor, which after a crash there is not.
 */
export interface LiveSettings {
  read(key: string): unknown;
  /** Whether this version of the editor has such a setting; it takes no others. */
  knows(key: string): boolean;
  /** `undefined` takes the key out. */
  write(key: string, value: unknown): Promise<void>;
}

/** A wish for a key at the top of a settings file. */
export type SettingWish = Extract<Wish, { readonly kind: 'json' }>;

export interface SettingsPlace {
  readonly live: LiveSettings;
  /** The file that these settings lie in, for those who restore it without an editor. */
  readonly file: string;
}

/** First the journal, then the editor's settings. Fails when the editor keeps them in another file than the one given. */
export async function setLiveSettings(
  pages: JournalPages,
  { live, file }: SettingsPlace,
  { wishes, now, ...about }: Omit<ForeignChange, 'wishes'> & { readonly wishes: readonly SettingWish[] },
): Promise<void> {
  const earlier = pages.entries.find(entry => entry.file === file);
  const plan = planEdit({ path: file, text: await readForeignFile(file), now }, wishes, earlier);
  if (plan.kind === 'refused') {
    throw new ForeignFileError(`${file} is ${plan.problem}, so it is left alone. Correct the file and try again.`);
  }
  const entry: JournalEntry = { ...plan.entry, ...about };
  await pages.write(entry);
  for (const { path, value } of wishes) await live.write(keyOf(path), value);
  const text = await readForeignFile(file);
  if (!wishes.every(wish => isIn(text, wish))) throw new ForeignFileError(notHere(file));
  // How the editor has laid it out is not ours to foresee, and others may have written while it did.
  if (entry.pristine.length === 0 || !isOnlyOurs(entry, text)) return;
  await pages.write({ ...entry, pristine: [...entry.pristine, hashOf(text)] });
}

/** Takes back what is still ours, at once; then the file has its bytes of before, unless others have written to it. */
export async function restoreLiveSettings(
  pages: JournalPages,
  live: LiveSettings,
  entry: JournalEntry,
): Promise<Restored> {
  const wasPristine = entry.pristine.includes(hashOf(await readForeignFile(entry.file)));
  const problems: string[] = [];
  for (const change of entry.changes) {
    if (change.kind !== 'json') continue;
    const key = keyOf(change.path);
    if (!change.ours.includes(JSON.stringify(live.read(key)) ?? '')) continue;
    const before: unknown = change.before === undefined ? undefined : parse(change.before);
    // An editor that refuses, for instance while the file is being edited by hand, leaves the file to us.
    await live.write(key, before).catch(error => problems.push(`${key} could not be taken back: ${String(error)}`));
  }
  const text = await readForeignFile(entry.file);
  const isPristine = wasPristine && isOnlyOurs(entry, text);
  const pristine = isPristine ? [...entry.pristine, hashOf(text)] : entry.pristine;
  const { notes, ...restored } = await restoreForeignFile(pages, { ...entry, pristine });
  return { ...restored, notes: [...notes, ...problems] };
}

/** Tells the editor what its file says by now, when somebody has restored the file and the editor has not noticed. */
export async function refreshLiveSetting({ live, file }: SettingsPlace, key: string): Promise<void> {
  const inFile = settingsIn(await readForeignFile(file))[key];
  if (JSON.stringify(live.read(key)) !== JSON.stringify(inFile)) await live.write(key, inFile);
}

function notHere(file: string): string {
  return (
    `${file} does not hold the user's settings, which lie on another machine when a window is remote. After a crash ` +
    'nothing could take them back from here, so they are left alone.'
  );
}

function isIn(text: string | undefined, { path, value }: SettingWish): boolean {
  return JSON.stringify(settingsIn(text)[keyOf(path)]) === JSON.stringify(value);
}

function settingsIn(text: string | undefined): Readonly<Record<string, unknown>> {
  return parse(text ?? '{}', [], { allowTrailingComma: true }) ?? {};
}

function keyOf(path: readonly string[]): string {
  return path.join('.');
}
