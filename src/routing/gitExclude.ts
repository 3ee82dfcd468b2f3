import { execFile } from 'node:child_process';
import { dirname, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Exclusion {
  /** The repository's own list of ignored files, which is never committed. */
  readonly file: string;
  readonly line: string;
}

/** Whether the repository around it holds this file. */
export async function isTracked(path: string, folder: string): Promise<boolean> {
  return (await git(folder, 'ls-files', '--error-unmatch', path)) !== undefined;
}

/** What keeps a new file out of commits; `undefined` when it is ignored or tracked already, or outside any repository. */
export async function exclusionFor(path: string, folder: string): Promise<Exclusion | undefined> {
  const root = await git(folder, 'rev-parse', '--show-toplevel');
  if (root === undefined || root === '') return undefined;
  if ((await git(folder, 'check-ignore', '-q', path)) !== undefined) return undefined;
  if (await isTracked(path, folder)) return undefined;
  const list = await git(folder, 'rev-parse', '--git-path', 'info/exclude');
  const prefix = await git(folder, 'rev-parse', '--show-prefix');
  if (list === undefined || prefix === undefined) return undefined;
  const inFolder = relative(folder, dirname(path)).split(sep).join('/');
  const name = path.slice(dirname(path).length + 1);
  return {
    file: resolve(folder, list),
    line: `/${[prefix.replace(/\/$/, ''), inFolder, name].filter(part => part !== '').join('/')}`,
  };
}

async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run('git', ['-C', folder, ...args], { timeout: 5_000, windowsHide: true })).stdout.trim();
  } catch {
    // No git, no repository, or the answer is no.
    return undefined;
  }
}
