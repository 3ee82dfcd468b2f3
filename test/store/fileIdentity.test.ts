import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { identify, lossOf, removeIfSame } from '../../src/store/fileIdentity.ts';
import { makeFolder } from './storeLab.ts';

function freshFile(): string {
  const path = join(makeFolder(), 'file');
  writeFileSync(path, 'one');
  return path;
}

function replace(path: string): void {
  writeFileSync(`${path}.other`, 'another');
  renameSync(`${path}.other`, path);
}

it('knows a file again however its content changes', () => {
  const path = freshFile();
  const opened = identify(path);

  writeFileSync(path, 'two');

  expect(lossOf(path, opened)).toBeUndefined();
});

it('tells a deleted file from one that was replaced', () => {
  const [deleted, replaced] = [freshFile(), freshFile()];
  const opened = [identify(deleted), identify(replaced)];

  rmSync(deleted);
  replace(replaced);

  expect([lossOf(deleted, opened[0]), lossOf(replaced, opened[1])]).toEqual(['deleted', 'replaced']);
});

it('deletes the file that was meant, not one that took its place', () => {
  const [same, other] = [freshFile(), freshFile()];
  const opened = [identify(same), identify(other)];

  replace(other);
  removeIfSame(same, opened[0]);
  removeIfSame(other, opened[1]);

  expect([existsSync(same), existsSync(other)]).toEqual([false, true]);
});
