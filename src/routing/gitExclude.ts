import { execFile } from 'node:child_process';
import { dirname, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Exclusion {
  /** The repository's own list of ignored files, which is never committed. */
  readonly file: string;
  readonly line: string;
}

/** What keeps a new file out of commits; `undefined` when it is ignored or tracked already, or outside any repository. */
export async function exclusionFor(path: string, folder: string): Promise<Exclusion | undefined> {
  const git = async (...args: readonly string[]): Promise<string | undefined> => {
    try {
      return (await run('git', ['-C', folder, ...args], { timeout: 5_000, windowsHide: true })).stdout.trim();
    } catch {
      // No git, no repository, or the answer is no.
      return undefined;
    }
  };
  const root = await git('rev-parse', '--show-toplevel');
  if (root === undefined || root === '') return undefined;
  if ((await git('check-ignore', '-q', path)) !== undefined) return undefined;
  if ((await git('ls-files', '--error-unmatch', path)) !== undefined) return undefined;
  const list = await git('rev-parse', '--git-path', 'info/exclude');
  const prefix = await git('rev-parse', '--show-prefix');
  if (list === undefined || prefix === undefined) return undefined;
  const inFolder = relative(folder, dirname(path)).split(sep).join('/');
  const name = path.slice(dirname(path).length + 1);
  return { file: resolve(folder, list), line: `/${prefix}${inFolder}/${name}` };
}
