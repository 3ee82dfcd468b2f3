import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageVersion } from './agentRequest.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`Two windows are not tested here: ${missing}.`);

/** As a person wrote it; every byte of it must come back. */
const original = '{\n\t// mine\n\t"permissions": { "allow": ["Bash(ls:*)"], },\n\t"env": { "MINE": "1" }\n}\n';

/** Each test goes on where the one before it stopped. */
describe.skipIf(missing !== undefined)(
  'two windows of a real workbench and what kills them',
  { sequential: true },
  () => {
    let first: Workbench;
    let second: Workbench;
    let port = 0;

    beforeAll(async () => {
      const programs = await prepareWorkbench();
      const artifacts = join(root, 'test-artifacts');
      first = await Workbench.open({ programs, vsix, artifacts, settings: { 'headroom.port': 0 } });
      second = await first.openWindow('other');
      for (const { workspace } of [first, second]) {
        mkdirSync(dirname(settingsOf(workspace)));
        writeFileSync(settingsOf(workspace), original);
      }
    });

    afterAll(async () => {
      const engine = first === undefined ? undefined : await engineFile();
      await first?.[Symbol.asyncDispose]();
      // Only after a failed test.
      if (engine !== undefined && isAlive(Number(engine.pid))) process.kill(Number(engine.pid));
    });

    const engineFile = () => readJsonOrUndefined(join(first.home, 'engine.json'));
    const connected = (): readonly boolean[] =>
      [first, second].map(({ workspace }) =>
        readFileSync(settingsOf(workspace), 'utf8').includes(`127.0.0.1:${port}/w/`),
      );

    test('share one engine, each with the Claude Code of its folder', async () => {
      await first.runCommand('Start Proxy');
      await expect.poll(async () => (await engineFile())?.port, { timeout: 30_000 }).toBeGreaterThan(0);
      const engine = await engineFile();
      port = Number(engine?.port);
      await second.runCommand('Start Proxy');
      await expect.poll(() => second.statusItem().textContent(), { timeout: 30_000 }).toContain('audit');
      for (const window of [first, second]) {
        await window.runThrough('Connect a Client', ['Claude Code in this workspace', 'Connect']);
      }

      await expect.poll(connected, { timeout: 20_000 }).toEqual([true, true]);
      expect((await engineFile())?.pid).toBe(engine?.pid);
      expect(livingWindows(first.home)).toHaveLength(2);
    });

    test('bring back one engine when it is killed, on the port that the settings name', async () => {
      const killed = Number((await engineFile())?.pid);
      process.kill(killed, 'SIGKILL');
      const killedAt = performance.now();

      await expect.poll(() => isAnswered(port), { timeout: 30_000, interval: 10 }).toBe(true);
      console.log(`Killed engine: its port answered again after ${Math.round(performance.now() - killedAt)} ms`);
      await expect.poll(async () => (await engineFile())?.pid ?? killed, { timeout: 10_000 }).not.toBe(killed);
      expect(connected()).toEqual([true, true]);
      for (const window of [first, second]) {
        await expect.poll(() => window.statusItem().textContent(), { timeout: 30_000 }).toContain('audit');
      }
    });

    test('go on working when the extension host of one is killed', async () => {
      const [victim = 0] = livingWindows(first.home);
      process.kill(victim, 'SIGKILL');

      await expect.poll(() => isAlive(victim)).toBe(false);
      expect(await isAnswered(port)).toBe(true);
      expect(connected()).toEqual([true, true]);
    });

    test('leave every file as it was when windows and engine are killed together', async () => {
      const engine = Number((await engineFile())?.pid);
      first.kill();
      process.kill(engine, 'SIGKILL');

      const killedAt = performance.now();
      const since = (): string => `${((performance.now() - killedAt) / 1_000).toFixed(1)} s`;
      await expect.poll(connected, { timeout: 30_000, interval: 50 }).toEqual([false, false]);
      console.log(`Everything killed: clients are led to their own service after ${since()}`);
      const files = () => [first, second].map(({ workspace }) => readFileSync(settingsOf(workspace), 'utf8'));
      await expect.poll(files, { timeout: 60_000, interval: 500 }).toEqual([original, original]);
      console.log(`Everything killed: every file is as it was after ${since()}`);
      await expect
        .poll(() => readJsonOrUndefined(join(first.home, 'journal.json')), { timeout: 10_000 })
        .toBeUndefined();
    });
  },
);

function settingsOf(workspace: string): string {
  return join(workspace, '.claude', 'settings.local.json');
}

/** Process ids of the extension hosts that hold a lease. */
function livingWindows(home: string): readonly number[] {
  return readdirSync(join(home, 'windows'))
    .map(name => Number.parseInt(name, 10))
    .filter(isAlive);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function isAnswered(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/headroom/health`).then(
    response => response.ok,
    () => false,
  );
}
