import { readFileSync } from 'node:fs';

/** Outputs of real tools, shortened; made on a developer's machine or in the tools' own words. */
export const captureNames = [
  'cargo.txt',
  'changes.patch',
  'docker.txt',
  'dpkg-l.txt',
  'dpkg.log',
  'du.txt',
  'eslint.txt',
  'gcc.txt',
  'git-log.txt',
  'gotest.txt',
  'grep.txt',
  'jest.txt',
  'journal.txt',
  'kubectl.txt',
  'ls-lR.txt',
  'node-test.tap',
  'npm-debug.log',
  'npm-ls.txt',
  'npm-verbose.txt',
  'paths.txt',
  'progress.txt',
  'ps.txt',
  'pytest.txt',
  'traces.txt',
  'tsc.txt',
] as const;

export type CaptureName = (typeof captureNames)[number];

export function readCapture(name: CaptureName): string {
  return readFileSync(new URL(`../../../captures/toolOutput/${name}`, import.meta.url), 'utf8');
}
