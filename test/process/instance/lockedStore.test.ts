import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { parseEngineFlags } from '../../../src/process/engineFlags.ts';
import { openLockedStore } from '../../../src/process/instance/lockedStore.ts';
import { programFiles } from '../../../src/process/programFiles.ts';
import { StartError } from '../../../src/process/startError.ts';
import { ask, EngineLab } from '../engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const files = programFiles(new URL('../../../src/process/main.ts', import.meta.url).href);

function open(home: string, ...flags: readonly string[]) {
  const notify = (): void => undefined;
  return openLockedStore({ settings: parseEngineFlags(flags), home, files, notify, onRetaken: async () => undefined });
}

it('lies in the home folder, and a second engine is refused it', async () => {
  const home = await lab.home();
  const first = await lab.engine(home);

  await expect(open(home)).rejects.toThrow(StartError);
  await first.stop();

  const second = await open(home);
  expect(second.store.path).toBe(join(home, 'headroom.db'));
  await second.close();
});

it('goes to the second engine when the first, which was just starting, fails', async () => {
  const home = await lab.home();
  const first = await open(home);

  const second = open(home);
  await delay(200);
  await first.close();

  await (await second).close();
});

it('does without the usual store when that cannot be opened, and says so', async () => {
  const home = await lab.home();
  const notices: string[] = [];
  await mkdir(join(home, 'headroom.db'));

  const { store, close } = await openLockedStore({
    settings: parseEngineFlags([]),
    home,
    files,
    notify: notice => notices.push(notice),
    onRetaken: async () => undefined,
  });

  expect(store.kind).toBe('none');
  expect(notices).toEqual([expect.stringMatching(/headroom\.db.* Until Headroom starts again, nothing is recorded/)]);
  await close();
  await expect(readFile(join(home, 'headroom.db.lock'))).rejects.toThrow('ENOENT');
});

it('gives its lock back when it cannot be opened', async () => {
  const home = await lab.home();
  const isFolder = ['--store', `sqlite:///${home}`];

  await expect(open(home, ...isFolder)).rejects.toThrow('cannot be');

  await expect(readFile(`${home}.lock`)).rejects.toThrow('ENOENT');
});

it('is put back whole when its folder is deleted under a running engine', { timeout: 30_000 }, async () => {
  const home = await lab.home();
  const engine = await lab.engine(home);
  await rm(home, { recursive: true });

  const rows = JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));
  const answer = await ask(engine, '/v1/compress', { messages: [{ role: 'tool', content: rows }], model: 'gpt-4o' });
  const { receipts } = JSON.parse(await answer.text());

  expect(receipts[0].handle).toBeDefined();
  expect(JSON.parse(await readFile(join(home, 'engine.json'), 'utf8'))).toMatchObject({ port: engine.port });
  expect(JSON.parse(await readFile(join(home, 'headroom.db.lock'), 'utf8'))).toMatchObject({ port: engine.port });
  expect(lab.logs).toEqual([expect.stringContaining('was deleted while it was in use')]);
});
