import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that cannot be edited without the danger of damaging it. The message is for a person. */
export class ForeignFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ForeignFileError';
  }
}

/** The text of another program's file, such that writing it again gives the same bytes; `undefined` when there is none. */
export async function readForeignFile(path: string): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new ForeignFileError(`${path} cannot be read: ${String(error)}`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ForeignFileError(`${path} is not UTF-8 text, so it is left alone.`, { cause: error });
  }
}

/** Replaces the file at once, behind a link where it is one, and keeps its permissions. Returns the folders that it had to make. */
export async function writeForeignFile(path: string, text: string): Promise<readonly string[]> {
  const created = await makeFolders(dirname(path));
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    file => file.mode & 0o777,
    () => undefined,
  );
  const temporary = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, text, { flag: 'wx', ...(mode !== undefined && { mode }) });
    // The process's mask may have taken away what `mode` asked for.
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new ForeignFileError(`${path} cannot be written: ${String(error)}`, { cause: error });
  }
  return created;
}

/** Removes a file that was not there before us, and the folders that we made for it when nobody else uses them. */
export async function removeForeignFile(path: string, folders: readonly string[]): Promise<void> {
  await rm(path, { force: true });
  for (const folder of folders.toReversed()) await rmdir(folder).catch(() => undefined);
}

/** Outermost first. */
async function makeFolders(folder: string): Promise<readonly string[]> {
  const outermost = await mkdir(folder, { recursive: true });
  if (outermost === undefined) return [];
  const made: string[] = [];
  for (let path = folder; path.length >= outermost.length; path = dirname(path)) made.unshift(path);
  return made;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
