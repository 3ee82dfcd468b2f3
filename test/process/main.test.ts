import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporaryFolder.ts';

/** The engine process as the editor starts it. */
async function run(...flags: readonly string[]) {
  const home = temporaryFolder();
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
