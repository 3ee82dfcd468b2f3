import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** The engine process as the editor starts it. */
async function run(...flags: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'headroom-test-'));
  folders.push(home);
  const main = fileURLToPath(new URL('../../src/process/main.ts', import.meta.url));
  return spawn(process.execPath, [main, ...flags], { env: { ...process.env, HEADROOM_HOME: home }, stdio: 'pipe' });
}

it('says where it listens, and ends in order when it is asked to', { timeout: 30_000 }, async () => {
  const engine = await run('--port', '0');
  const ended = new Promise<number | null>(resolve => engine.once('close', resolve));

  const line = await new Promise<string>(resolve => engine.stdout.once('data', chunk => resolve(String(chunk))));
  engine.kill('SIGTERM');

  expect(line).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\n$/);
  expect(await ended).toBe(0);
});

it('wrong flags end it with code 2 and a message', { timeout: 30_000 }, async () => {
  const engine = await run('--mode', 'fast');
  let told = '';
  engine.stderr.on('data', chunk => {
    told += chunk;
  });

  const code = await new Promise<number | null>(resolve => engine.once('close', resolve));

  expect([code, told]).toEqual([2, expect.stringContaining('Give one of off, audit, simulate, optimize')]);
});
