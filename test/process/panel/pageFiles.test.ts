import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { readPageFile } from '../../../src/process/panel/pageFiles.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

let folder = '';
beforeEach(async () => {
  folder = temporaryFolder();
  await writeFile(join(folder, 'mri.js'), '1');
  await writeFile(join(folder, 'secret.txt'), '2');
});

it('serves the files of the page by plain names, and nothing else', async () => {
  const url = pathToFileURL(`${folder}/`);

  expect((await readPageFile(url, 'mri.js'))?.contentType).toBe('text/javascript; charset=utf-8');
  for (const name of ['secret.txt', '../x.js', '/etc/x.js', '.hidden.js', 'missing.js', 'http://x/y.js']) {
    expect(await readPageFile(url, name), name).toBeUndefined();
  }
});
