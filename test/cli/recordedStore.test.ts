import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { isThere, withRecordedStore } from '../../src/cli/recordedStore.ts';
import { EngineLab } from '../process/engineLab.ts';
import { openAt } from '../store/storeLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const terminalIn = (home: string): Terminal => ({
  input: process.stdin,
  print: () => {},
  printBytes: () => {},
  warn: () => {},
  environment: { HEADROOM_HOME: home },
});

it('reads a store that is there, and creates none that is not', async () => {
  const home = await lab.home();
  const path = join(home, 'headroom.db');
  const before = await withRecordedStore(undefined, terminalIn(home), store => store.summary());
  const wasCreated = existsSync(path);
  const store = await openAt(path);
  await store.commit('p', [], [{ handle: 'h1', text: 'x' }]);
  await store.close();

  const after = await withRecordedStore(undefined, terminalIn(home), found => found.summary());

  expect([before.originals, wasCreated, after.originals]).toEqual([0, false, 1]);
});

it('a store that was named must be there', async () => {
  const home = await lab.home();
  const url = `sqlite:///${home}/other.db`;

  await expect(withRecordedStore(url, terminalIn(home), async () => 1)).rejects.toThrow(`There is no store at ${url}`);
  expect(isThere(url)).toBe(false);
  expect(isThere('none')).toBe(true);
});
