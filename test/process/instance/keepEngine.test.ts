import { expect, it } from 'vitest';
import { findEngine } from '../../../src/process/instance/engineFileOnDisk.ts';
import { keepEngine } from '../../../src/process/instance/keepEngine.ts';
import { endEngine, startEngine } from '../../../src/process/instance/wrappedEngine.ts';
import type { EngineFile } from '../../../src/shared/adminApi.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const program = new URL('../../../src/process/main.ts', import.meta.url);

async function startAt(home: string, port: number): Promise<EngineFile> {
  return startEngine({ home, program, flags: ['--port', String(port)], environment: process.env });
}

it('brings a killed engine back on the port that the agent knows', { timeout: 40_000 }, async () => {
  const home = temporaryFolder();
  const first = await startAt(home, 0);
  const keeping = keepEngine(first, { home, restart: port => startAt(home, port), warn: () => {} });

  process.kill(first.pid, 'SIGKILL');
  const killedAt = performance.now();
  await expect.poll(async () => (await findEngine(home)) ?? first, { timeout: 20_000 }).not.toEqual(first);
  console.log(`Killed engine of a wrapped agent: back after ${Math.round(performance.now() - killedAt)} ms`);
  const second = await keeping.end();

  expect(second.port).toBe(first.port);
  expect(second).toEqual(await findEngine(home));
  await endEngine(home, second);
  await expect.poll(() => findEngine(home), { timeout: 10_000 }).toBeUndefined();
});

it('says so while the engine cannot be brought back, and goes on trying', { timeout: 40_000 }, async () => {
  const home = temporaryFolder();
  const first = await startAt(home, 0);
  const warnings: string[] = [];
  const keeping = keepEngine(first, {
    home,
    restart: () => Promise.reject(new Error('No memory.')),
    warn: sentence => warnings.push(sentence),
  });

  process.kill(first.pid, 'SIGKILL');
  await expect.poll(() => warnings.length, { timeout: 10_000 }).toBe(1);

  expect(warnings[0]).toContain(`port ${first.port} has ended and does not start again`);
  expect(warnings[0]).toContain('No memory.');
  expect(await keeping.end()).toEqual(first);
});
