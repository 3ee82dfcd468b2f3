import { spawn } from 'node:child_process';
import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { Lease } from '../../src/process/instance/lease.ts';
import { leadCopilot } from '../../src/routing/copilot/leadCopilot.ts';
import { guardRoutes } from '../../src/routing/guardRoutes.ts';
import { EngineLab } from '../process/engineLab.ts';
import { FakeSettings } from './fakeSettings.ts';
import { RoutingLab } from './routingLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());
const times = { pollMs: 20, graceMs: 20 };

it('a guard gives everything back when the engine was killed, and goes home', { timeout: 20_000 }, async () => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, '{"theme":"dark"}');
  await folders.connect({ port: 1, now: Date.now() });

  await guardRoutes(folders.home, times);

  expect(folders.read()).toBe('{"theme":"dark"}');
  expect(existsSync(join(folders.home, 'watchdog.pid'))).toBe(false);
});

it('a guard gives a client that fails without us back before anything else', { timeout: 20_000 }, async () => {
  using folders = new RoutingLab();
  const settingsFile = join(folders.userFolder, 'settings.json');
  folders.write(settingsFile, '{"theme":"dark"}');
  await folders.connect({ port: 1, now: Date.now() });
  const settings = { live: new FakeSettings(settingsFile), file: settingsFile };
  const wishes = { watches: false, compresses: true };
  await new Lease(folders.home, process.ppid).write(0);
  await leadCopilot(folders.journal, { home: folders.home, port: 1, settings, ...wishes, now: Date.now() });

  const guard = guardRoutes(folders.home, { pollMs: 20, graceMs: 1_000 });
  await expect.poll(() => folders.read(settingsFile), { interval: 5 }).toBe('{"theme":"dark"}');
  const others = folders.read();
  await guard;

  expect(others).toContain(':1/');
  expect(folders.read()).toBeUndefined();
});

it('a guard waits for nobody when no window lives that could bring the engine back', { timeout: 20_000 }, async () => {
  using folders = new RoutingLab();
  await folders.connect({ port: 1, now: Date.now() });
  const startedAt = performance.now();

  await guardRoutes(folders.home, { pollMs: 20, graceMs: 60_000 });

  expect(folders.read()).toBeUndefined();
  console.log(`Everything killed: files are back after ${Math.round(performance.now() - startedAt)} ms`);
});

it('a guard waits no longer when the window that could bring the engine back is killed, too', {
  timeout: 20_000,
}, async () => {
  using folders = new RoutingLab();
  await folders.connect({ port: 1, now: Date.now() });
  const window = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 60_000)'], { stdio: 'ignore' });
  await new Lease(folders.home, window.pid ?? 0).write(0);

  const guard = guardRoutes(folders.home, { pollMs: 20, graceMs: 60_000 });
  await delay(200);
  const during = folders.read();
  window.kill('SIGKILL');
  await guard;

  expect(during).toContain(':1/');
  expect(folders.read()).toBeUndefined();
});

it('a guard leaves the routes of a living engine alone, and a second guard is not needed', {
  timeout: 30_000,
}, async () => {
  using folders = new RoutingLab();
  const engine = await lab.engine(folders.home);
  await folders.connect({ port: engine.port, now: Date.now() });

  const first = guardRoutes(folders.home, times);
  await expect.poll(() => existsSync(join(folders.home, 'watchdog.pid'))).toBe(true);
  await guardRoutes(folders.home, times);
  const during = folders.read();
  await engine.stop();
  await first;

  expect(during).toContain(`:${engine.port}/`);
  expect(folders.read()).toBeUndefined();
});

it('a guard takes the post of one that has given no sign for long, whoever has its id by now', {
  timeout: 20_000,
}, async () => {
  using folders = new RoutingLab();
  await folders.connect({ port: 1, now: Date.now() });
  const post = join(folders.home, 'watchdog.pid');
  folders.write(post, JSON.stringify({ pid: process.ppid }));
  const longAgo = Date.now() / 1_000 - 3_600;
  utimesSync(post, longAgo, longAgo);

  await guardRoutes(folders.home, times);

  expect(folders.read()).toBeUndefined();
  expect(existsSync(post)).toBe(false);
});
