import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { findEngine } from '../../../src/process/instance/engineFileOnDisk.ts';
import { endEngine, startEngine } from '../../../src/process/instance/wrappedEngine.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const program = new URL('../../../src/process/main.ts', import.meta.url);

it('starts an engine and ends it', { timeout: 30_000 }, async () => {
  const home = temporaryFolder();

  const engine = await startEngine({ home, program, flags: ['--port', '0'], environment: process.env });
  expect(await findEngine(home)).toEqual(engine);
  await endEngine(home, engine);

  await expect.poll(() => findEngine(home), { timeout: 10_000 }).toBeUndefined();
});

it.each([0, 100, 300])(
  'of two starts %i ms apart both get the engine that was faster',
  { timeout: 30_000 },
  async gapMs => {
    const home = temporaryFolder();
    const start = () => startEngine({ home, program, flags: ['--port', '0'], environment: process.env });

    const starts = [start(), delay(gapMs).then(start)];
    const [one, other] = await Promise.all(starts);

    expect(one).toEqual(other);
    if (one !== undefined) await endEngine(home, one);
    await expect.poll(() => findEngine(home), { timeout: 10_000 }).toBeUndefined();
  },
);

it('says why an engine did not start', { timeout: 30_000 }, async () => {
  const home = temporaryFolder();
  const flags = ['--port', '0', '--store', 'nothing://'];

  await expect(startEngine({ home, program, flags, environment: process.env })).rejects.toThrow(
    'The store URL "nothing://" is not known.',
  );
});
