import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import { isProcessAlive } from '../../../src/process/instance/isProcessAlive.ts';
import { endEngine, startEngine } from '../../../src/process/instance/wrappedEngine.ts';
import { EngineLab } from '../../process/engineLab.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { RoutingLab } from '../routingLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const hook = fileURLToPath(new URL('../../../src/routing/uninstall/main.ts', import.meta.url));

/** Runs the hook as VS Code does. Returns its exit code, none when it had to be killed. */
async function runHook(script: string, home: string): Promise<unknown> {
  const child = fork(script, ['--type=extension-post-uninstall'], {
    silent: true,
    env: { ...process.env, HEADROOM_HOME: home },
  });
  const killing = setTimeout(() => child.kill(), 5_000);
  const [code] = await once(child, 'exit');
  clearTimeout(killing);
  return code;
}

it('the hook ends within its time, then the engine, and every file is as it was', { timeout: 40_000 }, async () => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, '{ "theme": "dark" }');
  const program = new URL('../../../src/process/main.ts', import.meta.url);
  const { home } = folders;
  const engine = await startEngine({ home, program, flags: ['--port', '0'], environment: process.env });
  lab.onStop(() => endEngine(home, engine));
  await folders.connect({ port: engine.port, now: Date.now() });

  const code = await runHook(hook, home);

  expect(code).toBe(0);
  await expect.poll(() => isProcessAlive(engine.pid), { timeout: 20_000 }).toBe(false);
  expect(folders.read()).toBe('{ "theme": "dark" }');
  expect(await folders.journal.read()).toEqual([]);
});

it('without an engine everything is given back too, though the program is removed', { timeout: 40_000 }, async () => {
  using folders = new RoutingLab();
  const installed = temporaryFolder();
  const script = join(installed, 'uninstall.mjs');
  const mainFields = ['module', 'main'];
  await build({ entryPoints: [hook], outfile: script, bundle: true, platform: 'node', format: 'esm', mainFields });
  await folders.connect({ now: Date.now() });

  const code = await runHook(script, folders.home);
  await rm(installed, { recursive: true });

  expect(code).toBe(0);
  expect(folders.read()).toContain('https://api.anthropic.com');
  await expect.poll(() => folders.read(), { timeout: 20_000 }).toBeUndefined();
  await expect.poll(() => folders.journal.read()).toEqual([]);
});
