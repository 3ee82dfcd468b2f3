import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The name under which a file that cannot be read is kept, for whoever wants to save something from it. */
export function damagedName(path: string, now: number): string {
  return `${path}.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
}

/** Moves a file aside and returns its new name. */
export async function moveAside(path: string, now: number): Promise<string> {
  const aside = damagedName(path, now);
  await rename(path, aside);
  return aside;
}

/** A wipe leaves nothing of what was stored, and what was damaged was stored too. */
export async function removeDamaged(path: string): Promise<void> {
  const folder = dirname(path);
  const names = (await readdir(folder)).filter(name => name.startsWith(`${basename(path)}.damaged-`));
  await Promise.all(names.map(name => rm(join(folder, name), { force: true })));
}
