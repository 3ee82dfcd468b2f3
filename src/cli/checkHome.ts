import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The home folder, and what in it somebody else on this machine could read or change. */
export interface HomeChecked {
  readonly check: 'home';
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

/** What we make is its owner's alone. A folder or a store that was there before keeps its permissions, so they are looked at. */
export async function checkHome(home: string, platform: NodeJS.Platform = process.platform): Promise<HomeChecked> {
  const folder = await look(home);
  if (folder?.isDirectory() === false) {
    const remedy = 'Give the path of a folder in HEADROOM_HOME.';
    return { check: 'home', ok: false, detail: `${home} is a file`, remedy };
  }
  const open = platform === 'win32' ? undefined : await firstOpenPath(home, folder);
  if (open === undefined) return { check: 'home', ok: true, detail: home };
  return {
    check: 'home',
    ok: false,
    detail: `${home}; others on this machine may use ${open}`,
    remedy: `Keep it to yourself: chmod go-rwx '${open}'`,
  };
}

async function firstOpenPath(home: string, folder: Stats | undefined): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  // Who may only look into the folder sees names, and cannot read what is in the files.
  if ((folder.mode & 0o022) !== 0) return home;
  for (const name of await readdir(home)) {
    const path = join(home, name);
    const entry = await look(path);
    if (entry?.isFile() && (entry.mode & 0o066) !== 0) return path;
  }
  return undefined;
}

/** A file may go while it is looked for. */
function look(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
