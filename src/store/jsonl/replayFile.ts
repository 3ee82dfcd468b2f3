import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { moveAside } from '../damagedFiles.ts';
import { StoreError } from '../store.ts';
import { formatVersion } from './entries.ts';
import { JsonlFile } from './jsonlFile.ts';
import { JsonlIndex } from './jsonlIndex.ts';

export interface Replayed {
  readonly file: JsonlFile;
  readonly index: JsonlIndex;
}

/**
 * Reads a file from its beginning, while nobody else writes. The index of a new one is empty; one that is no store is moved aside,
 * and `notify` is told, as it is of lines that cannot be read.
 */
export async function replayFile(path: string, now: number, notify: (notice: string) => void): Promise<Replayed> {
  const file = await openFile(path);
  const index = new JsonlIndex();
  const unreadable = await file.replay((entry, place) => index.add(entry, place));
  if (index.version > formatVersion) {
    await file.close();
    throw new StoreError(
      `The store ${path} was written by a newer Headroom (format ${index.version}, this one reads ${formatVersion}). ` +
        'Update Headroom, or give another file with --store.',
    );
  }
  if (index.version === 0 && file.size > 0) {
    await file.close();
    const aside = await moveAside(path, now);
    notify(`${path} is no store. It was moved to ${basename(aside)} in ${dirname(path)}, and a new one was started.`);
    return replayFile(path, now, notify);
  }
  if (unreadable > 0) notify(`The store ${path} holds damaged lines, which were skipped: ${unreadable}.`);
  return { file, index };
}

async function openFile(path: string): Promise<JsonlFile> {
  try {
    return await JsonlFile.open(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** There must be a folder before there can be a lock in it. */
export async function makeFolderFor(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): StoreError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError(
    `The store ${path} cannot be written (${reason}). Check the folder's permissions, or give another file with --store.`,
    { cause: error },
  );
}
