import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findEngine } from '../../src/process/instance/engineFileOnDisk.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

interface Wrapped {
  readonly home: string;
  readonly process: ChildProcess;
  /** Lines of standard output and standard error so far. */
  readonly output: () => string;
  readonly ended: Promise<readonly unknown[]>;
}

/** Runs `headroom wrap` with a script in the place of Claude Code. */
async function wrap(
  script: string,
  args: readonly string[],
  more: Record<string, string> = {},
  cwd = process.cwd(),
): Promise<Wrapped> {
  const folder = temporaryFolder();
  const home = more.HEADROOM_HOME ?? join(folder, 'home');
  await writeFile(join(folder, 'claude'), `#!${process.execPath}\n${script}`);
  await chmod(join(folder, 'claude'), 0o755);
  const { ANTHROPIC_BASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [resolve('src/cli/main.ts'), 'wrap', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: folder, HEADROOM_HOME: home, ...more },
  });
  let text = '';
  child.stdout.on('data', chunk => (text += chunk));
  child.stderr.on('data', chunk => (text += chunk));
  return { home, process: child, output: () => text, ended: once(child, 'close') };
}

const tell = `
const url = process.env.ANTHROPIC_BASE_URL;
const health = await (await fetch(new URL('/headroom/health', url))).json();
console.log(JSON.stringify({ url, args: process.argv.slice(2), search: process.env.ENABLE_TOOL_SEARCH, mode: health.mode }));
`;

it.skipIf(process.platform === 'win32')(
  'runs the agent through an engine of its own, passes arguments and exit code, and leaves nothing behind',
  { timeout: 30_000 },
  async () => {
    const wrapped = await wrap(`(async () => {${tell}process.exit(7);})();`, [
      'claude',
      '--mode',
      'optimize',
      '--',
      '-p',
      'hi there',
    ]);

    const [code] = await wrapped.ended;

    const told = JSON.parse(wrapped.output());
    expect(code).toBe(7);
    expect(told).toMatchObject({ args: ['-p', 'hi there'], search: 'true', mode: 'optimize' });
    expect(told.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/w\/\w+/);
    await expect.poll(() => findEngine(wrapped.home), { timeout: 10_000 }).toBeUndefined();
  },
);

it.skipIf(process.platform === 'win32')(
  'lets a second agent join, whose engine outlives the first, and passes signals',
  { timeout: 30_000 },
  async () => {
    const wait = `(async () => {${tell}process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000);})();`;
    const first = await wrap(wait, ['claude']);
    await expect.poll(first.output, { timeout: 20_000 }).toContain('"url"');
    const second = await wrap(wait, ['claude'], {
      HEADROOM_HOME: first.home,
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9/gateway',
    });
    await expect.poll(second.output, { timeout: 20_000 }).toContain('"url"');

    first.process.kill('SIGTERM');
    const [firstCode] = await first.ended;
    const between = await findEngine(first.home);
    second.process.kill('SIGTERM');
    const [secondCode] = await second.ended;

    expect([firstCode, secondCode]).toEqual([9, 9]);
    expect(between).toBeDefined();
    expect(JSON.parse(second.output()).url).toContain(`:${between?.port}/w/`);
    expect(JSON.parse(second.output()).url).toContain('/u/chained-');
    await expect.poll(() => findEngine(first.home), { timeout: 10_000 }).toBeUndefined();
  },
);

it.skipIf(process.platform === 'win32')(
  'brings a killed engine back under the address that the agent has',
  { timeout: 30_000 },
  async () => {
    const again = `
const answered = () => fetch(new URL('/headroom/health', url)).then(response => response.json()).then(({ pid }) => pid, () => 0);
const { pid: first } = health;
process.kill(first, 'SIGKILL');
const killedAt = performance.now();
let pid = 0;
while (pid === 0 || pid === first) { pid = await answered(); await new Promise(resolve => setTimeout(resolve, 20)); }
console.log('gap', Math.round(performance.now() - killedAt));
process.exit(0);`;
    const wrapped = await wrap(`(async () => {${tell}${again}})();`, ['claude']);

    const [code] = await wrapped.ended;

    expect(code).toBe(0);
    console.log(`A wrapped agent had no engine for ${/gap (\d+)/.exec(wrapped.output())?.[1]} ms`);
    await expect.poll(() => findEngine(wrapped.home), { timeout: 10_000 }).toBeUndefined();
  },
);

it.skipIf(process.platform === 'win32')(
  'passes SIGINT on to the agent where no terminal does',
  { timeout: 30_000 },
  async () => {
    const wait = `(async () => {${tell}process.on('SIGINT', () => process.exit(11)); setInterval(() => {}, 1000);})();`;
    const wrapped = await wrap(wait, ['claude']);
    await expect.poll(wrapped.output, { timeout: 20_000 }).toContain('"url"');

    wrapped.process.kill('SIGINT');
    const [code] = await wrapped.ended;

    expect(code).toBe(11);
    await expect.poll(() => findEngine(wrapped.home), { timeout: 10_000 }).toBeUndefined();
  },
);

it.skipIf(process.platform === 'win32')(
  'ends the engine that it is just starting when a signal asks for the end, and runs no agent',
  { timeout: 30_000 },
  async () => {
    const wrapped = await wrap(tell, ['claude']);
    const log = join(wrapped.home, 'engine.log');
    await expect.poll(() => existsSync(log), { timeout: 20_000, interval: 5 }).toBe(true);

    wrapped.process.kill('SIGTERM');
    const [code] = await wrapped.ended;

    expect([code, wrapped.output()]).toEqual([143, '']);
    expect(await readFile(log, 'utf8')).toContain('listening on');
    await expect.poll(() => existsSync(join(wrapped.home, 'headroom.db.lock')), { timeout: 10_000 }).toBe(false);
  },
);

it.skipIf(process.platform === 'win32')(
  'shares the engine with an agent that starts at the same moment',
  { timeout: 40_000 },
  async () => {
    const script = `(async () => {${tell}setTimeout(() => process.exit(7), 500);})();`;
    const home = temporaryFolder();

    const both = await Promise.all([1, 2].map(() => wrap(script, ['claude'], { HEADROOM_HOME: home })));
    const codes = await Promise.all(both.map(async ({ ended }) => (await ended)[0]));

    const [first, second] = both.map(({ output }) => JSON.parse(output()).url);
    expect(codes).toEqual([7, 7]);
    expect(first).toBe(second);
    await expect.poll(() => findEngine(home), { timeout: 10_000 }).toBeUndefined();
  },
);

it.skipIf(process.platform === 'win32')(
  'takes paths from the folder that it is called in',
  { timeout: 30_000 },
  async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'headroom.json'), '{ "mode": "optimize" }');
    const flags = ['--config', 'headroom.json', '--store', 'sqlite:///mine.db'];
    const wrapped = await wrap(`(async () => {${tell}})();`, ['claude', ...flags], {}, folder);

    const [code] = await wrapped.ended;

    expect(code).toBe(0);
    expect(JSON.parse(wrapped.output())).toMatchObject({ mode: 'optimize' });
    expect(existsSync(join(folder, 'mine.db'))).toBe(true);
    await expect.poll(() => findEngine(wrapped.home), { timeout: 10_000 }).toBeUndefined();
  },
);

it('knows which agents it can wrap', { timeout: 30_000 }, async () => {
  const wrapped = await wrap('', ['emacs']);

  const [code] = await wrapped.ended;

  expect(code).toBe(2);
  expect(wrapped.output()).toContain('"emacs" is no agent that can be wrapped. Give one of: claude, codex,');
});
