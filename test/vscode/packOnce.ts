import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { missingPart } from './workbenchSetup.ts';

/** Packs what is in dist into the VSIX that every workbench installs, once for all test files. */
export function setup(): void {
  if (missingPart() !== undefined) return;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync(process.execPath, ['scripts/package.ts', '--no-build'], { cwd: root, stdio: 'ignore' });
}
