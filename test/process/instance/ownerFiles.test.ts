import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { makeOwnerFolder, readToken, writeOwnerFile } from '../../../src/process/instance/ownerFiles.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

let home = '';
beforeEach(async () => {
  home = temporaryFolder();
});

it('the token is made once, is long, and is for its owner alone', async () => {
  const first = await readToken(home);
  await chmod(join(home, 'token'), 0o644);
  const second = await readToken(home);

  expect(first).toMatch(/^[\w-]{43}$/);
  expect(second).toBe(first);
  expect((await stat(join(home, 'token'))).mode & 0o777).toBe(0o600);
});

it('a token that somebody shortened is replaced', async () => {
  await writeFile(join(home, 'token'), 'a');

  expect(await readToken(home)).toMatch(/^[\w-]{43}$/);
});

it('a file is replaced as a whole and leaves nothing beside it', async () => {
  await writeOwnerFile(join(home, 'deep', 'file'), 'one');
  await writeOwnerFile(join(home, 'deep', 'file'), 'two');

  expect(await readFile(join(home, 'deep', 'file'), 'utf8')).toBe('two');
  expect(await readdir(join(home, 'deep'))).toEqual(['file']);
});

it('a folder that cannot be made is named, with what to do', async () => {
  await writeFile(join(home, 'file'), '');

  await expect(makeOwnerFolder(join(home, 'file', 'folder'))).rejects.toThrow(
    /file.folder cannot be made .*HEADROOM_HOME/,
  );
});
