import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporaryFolder.ts';

/** What the Node of a checkout runs here: it tells how often it was interrupted. */
const counting = `
let interrupts = 0;
process.on('SIGINT', () => interrupts++);
process.once('SIGINT', () => setTimeout(() => { console.log('interrupts: ' + interrupts); process.exit(6); }, 300));
setInterval(() => {}, 1000);
console.log('ready');
`;

/** Makes this Node look like one that is too old. */
const asOldNode = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.0" } })`;

/** A built checkout whose own Node is a script. Returns the command line of an old Node that runs \`headroom\` in it. */
async function checkout(): Promise<readonly [string, ...string[]]> {
  const folder = temporaryFolder();
  const outfile = join(folder, 'dist', 'cli.mjs');
  const node = join(folder, 'node_modules', 'node', 'bin', 'node');
  const entry = fileURLToPath(new URL('../../src/cli/launch.ts', import.meta.url));
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    external: ['./main.ts'],
  });
  await mkdir(dirname(node), { recursive: true });
  await writeFile(node, `#!${process.execPath}\n${counting}`);
  await chmod(node, 0o755);
  return [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(asOldNode)}`, outfile];
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Interrupts the command once it is ready. Returns all of its output, and its exit code. */
async function interrupted(child: Child, interrupt: (child: Child) => unknown): Promise<readonly [string, unknown]> {
  let text = '';
  child.stdout.on('data', chunk => (text += chunk));
  const ended = once(child, 'close');
  await expect.poll(() => text, { timeout: 15_000 }).toContain('ready');
  interrupt(child);
  const [code] = await ended;
  return [text, code];
}

it.skipIf(process.platform !== 'linux')(
  'one Ctrl-C at a terminal reaches the Node that an old one hands over to once',
  { timeout: 30_000 },
  async () => {
    const line = (await checkout()).map(word => `'${word}'`).join(' ');
    const child = spawn('script', ['-qefc', `exec ${line}`, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });

    const [text, code] = await interrupted(child, ({ stdin }) => stdin.write('\x03'));

    expect(text).toContain('interrupts: 1');
    expect(code).toBe(6);
  },
);

it.skipIf(process.platform === 'win32')(
  'a SIGINT to the old Node alone is handed on',
  { timeout: 30_000 },
  async () => {
    const [program, ...args] = await checkout();
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });

    const [text, code] = await interrupted(child, () => child.kill('SIGINT'));

    expect(text).toContain('interrupts: 1');
    expect(code).toBe(6);
  },
);
