import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface LockEntry {
  readonly version: string;
  readonly integrity?: string;
}

/**
 * The folder of a package in the version of the lock file: the installed one, or, for another platform's, a download
 * that is checked against the lock's hash and kept in `.cache`.
 */
export function lockedPackage(root: string, path: string): string {
  const installed = join(root, 'node_modules', path);
  if (existsSync(join(installed, 'package.json'))) return installed;
  const lock: { packages: Record<string, LockEntry> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  const entry = lock.packages[`node_modules/${path}`];
  if (entry?.integrity === undefined) throw new Error(`${path} is not in package-lock.json. Run: npm install`);
  const name = path.replace(/^.*node_modules\//, '');
  const folder = join(root, '.cache', 'native', `${name.replace('/', '-')}-${entry.version}`);
  if (!existsSync(join(folder, 'package.json'))) unpack(`${name}@${entry.version}`, entry.integrity, folder);
  return folder;
}

function unpack(spec: string, integrity: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = execFileSync('npm', ['pack', spec, '--silent', '--pack-destination', folder], { encoding: 'utf8' });
  const archive = join(folder, packed.trim().split('\n').at(-1) ?? '');
  const hash = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (hash !== integrity) throw new Error(`${spec} is not the package that package-lock.json names`);
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', folder]);
  rmSync(archive);
}
