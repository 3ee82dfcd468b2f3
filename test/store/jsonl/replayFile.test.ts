import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatVersion } from '../../../src/store/jsonl/entries.ts';
import { makeFolderFor, replayFile } from '../../../src/store/jsonl/replayFile.ts';
import { makeFolder, startOfTime } from '../storeLab.ts';

function replay(path: string, notices: string[] = []) {
  return replayFile(path, startOfTime, notice => notices.push(notice));
}

it('begins an empty file where there is none', async () => {
  const { file, index } = await replay(join(makeFolder(), 'log.jsonl'));

  expect([file.size, index.version]).toEqual([0, 0]);
  await file.close();
});

it('leaves the file of a newer Headroom alone', async () => {
  const folder = makeFolder();
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, `${JSON.stringify({ type: 'header', version: formatVersion + 1, handleKey: '00' })}\n`);

  await expect(replay(path)).rejects.toThrow('written by a newer Headroom');
  expect(readdirSync(folder)).toEqual(['log.jsonl']);
});

it('moves a file that is no store aside, and says so', async () => {
  const folder = makeFolder();
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, 'the diary of somebody\n');
  const notices: string[] = [];

  const { file } = await replay(path, notices);

  expect(readdirSync(folder)).toEqual(['log.jsonl', expect.stringMatching(/^log\.jsonl\.damaged-/)]);
  expect(notices).toEqual([expect.stringContaining('is no store. It was moved')]);
  await file.close();
});

it('says which store cannot be written when there is no making its folder', async () => {
  const path = join(makeFolder(), 'a file');
  writeFileSync(path, '');

  await expect(makeFolderFor(join(path, 'log.jsonl'))).rejects.toThrow(/^The store .*log\.jsonl cannot be written/);
});
