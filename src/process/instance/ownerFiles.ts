import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Creates a folder for its owner alone; one that exists is left as its owner has it. */
export async function makeOwnerFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `The folder ${path} cannot be made (${why}). Name a place that is yours in HEADROOM_HOME.`;
    throw new Error(message, { cause: error });
  }
}

/** Replaces a file at once, so that a reader never sees half of it, readable by its owner alone. */
export async function writeOwnerFile(path: string, text: string): Promise<void> {
  await makeOwnerFolder(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The token of this installation, made on first use. 256 random bits. */
export async function readToken(home: string): Promise<string> {
  const path = join(home, 'token');
  const known = await readFile(path, 'utf8').then(
    text => text.trim(),
    () => '',
  );
  if (/^[\w-]{43}$/.test(known)) {
    // On a disk that can only be read it is as it is.
    await chmod(path, 0o600).catch(() => undefined);
    return known;
  }
  const token = randomBytes(32).toString('base64url');
  await writeOwnerFile(path, token);
  return token;
}
