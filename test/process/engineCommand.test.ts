import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { answerJson, jsonHeaders, send } from '../proxy/proxyLab.ts';
import { EngineLab } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const main = new URL('../../src/process/main.ts', import.meta.url).pathname;

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

function run(home: string, ...flags: readonly string[]): Run {
  const child = spawn(process.execPath, [main, ...flags], { env: { ...process.env, HEADROOM_HOME: home } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  lab.onStop(() => child.kill('SIGKILL'));
  return { child, output: () => text, exited };
}

async function portOf({ output, exited }: Run): Promise<number> {
  let hasEnded = false;
  void exited.then(() => {
    hasEnded = true;
  });
  for (;;) {
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[1];
    if (port !== undefined) return Number(port);
    if (hasEnded) throw new Error(output());
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

it('finishes the stream in flight on SIGTERM and exits with 0', { timeout: 20_000 }, async () => {
  let finish: () => void = () => undefined;
  const upstream = await lab.upstream((_, response) => {
    response.write('data: 1\n\n');
    finish = () => response.end('data: 2\n\n');
  });
  const engine = run(await lab.home(), '--port', '0', '--upstream', `anthropic=${upstream.url}`);
  const reply = send(await portOf(engine), { headers: jsonHeaders, body: '{"messages":[]}' });
  while (upstream.seen.length === 0) await new Promise(resolve => setTimeout(resolve, 10));

  engine.child.kill('SIGTERM');
  setTimeout(() => finish(), 200);

  expect((await reply).body.toString()).toBe('data: 1\n\ndata: 2\n\n');
  expect(await engine.exited).toBe(0);
});

it('exits with 2 on wrong usage and with 1 when a port is taken, and says why', { timeout: 20_000 }, async () => {
  const upstream = await lab.upstream((_, response) => answerJson(response));

  const wrong = run(await lab.home(), '--mode', 'fast');
  const taken = run(await lab.home(), '--port', String(upstream.port));

  expect(await wrong.exited).toBe(2);
  expect(wrong.output()).toMatch(/Give one of off, audit/);
  expect(await taken.exited).toBe(1);
  expect(taken.output()).toMatch(/in use by another program/);
});
