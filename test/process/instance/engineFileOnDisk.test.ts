import { writeFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import {
  engineFilePath,
  findEngine,
  readEngineFile,
  removeEngineFile,
  writeEngineFile,
} from '../../../src/process/instance/engineFileOnDisk.ts';
import { EngineLab } from '../engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const file = { pid: 1, port: 1, token: 't', version: '1' };

it('leaves the file of another living engine alone', async () => {
  const home = await lab.home();
  const engine = await lab.engine(home);

  expect(await writeEngineFile(home, { ...file, pid: process.pid + 1 })).toBe(false);
  expect(await findEngine(home)).toMatchObject({ port: engine.port });
});

it('replaces the file of one that crashed', async () => {
  const home = await lab.home();
  await writeEngineFile(home, file);

  expect(await findEngine(home)).toBeUndefined();
  expect(await writeEngineFile(home, { ...file, pid: 2 })).toBe(true);
});

it('removes only its own', async () => {
  const home = await lab.home();
  await writeEngineFile(home, file);

  await removeEngineFile(home, 2);
  expect(await readEngineFile(home)).toEqual(file);
  await removeEngineFile(home, 1);
  expect(await readEngineFile(home)).toBeUndefined();
});

it('what is half a file is none', async () => {
  const home = await lab.home();
  await writeFile(engineFilePath(home), '{"pid":1,"port":');

  expect(await readEngineFile(home)).toBeUndefined();
});
