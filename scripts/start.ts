import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { recordedTasks } from './demo/conversation.ts';
import { replayTasks } from './demo/replayAgent.ts';
import { writeTranscript } from './demo/writeTranscript.ts';
import { MockUpstream } from './mock/mockUpstream.ts';

/**
 * `npm start`: the engine on embedded defaults and the address of the Context MRI. With `--demo` a recorded agent
 * conversation goes through the real proxy to a built-in mock of the provider; nothing leaves the machine.
 */
const { values: flags } = parseArgs({
  options: {
    demo: { type: 'boolean', default: false },
    port: { type: 'string' },
    mode: { type: 'string' },
    /** Only prints the panel's address; a terminal otherwise opens it in the browser. */
    'no-open': { type: 'boolean', default: false },
    /** Seconds between two requests of the demo. */
    pause: { type: 'string', default: '1.5' },
    /** Ends after the demo instead of serving the panel until Ctrl+C. */
    once: { type: 'boolean', default: false },
  },
});

if (flags.demo) await runDemo();
else await runEngine(process.env, ['--port', flags.port ?? '8787', '--mode', flags.mode ?? 'audit']);

async function runDemo(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'headroom-demo-'));
  const script = { turns: [], final: '' };
  const mock = await MockUpstream.start({ script, eventDelayMs: 25 });
  const upstream = `anthropic=${mock.url}`;
  const claude = join(home, 'claude');
  await writeTranscript(claude, Date.now());
  const args = ['--port', flags.port ?? '0', '--mode', flags.mode ?? 'optimize', '--upstream', upstream];
  const env = { ...process.env, HEADROOM_HOME: home, CLAUDE_CONFIG_DIR: claude };
  const engine = await runEngine(env, [...args, '--daily-budget-usd', '1']);
  engine.child.once('exit', () => void mock.stop().then(() => rm(home, { recursive: true, force: true })));

  const pause = () => sleep(Number(flags.pause) * 1000);
  const replay = replayTasks(mock, { baseUrl: engine.baseUrl, tasks: recordedTasks, pause });
  // Ctrl+C in the middle of the demo ends the engine first, and the request in flight with it.
  const requests = await replay.catch((error: unknown) => {
    if (engine.child.killed || engine.child.exitCode !== null) process.exit();
    throw error;
  });
  console.log(`The demo sent ${requests} requests. ${flags.once ? '' : 'The panel stays open; Ctrl+C ends it.'}`);
  if (flags.once) engine.child.kill('SIGTERM');
}

interface RunningEngine {
  readonly child: ReturnType<typeof spawn>;
  readonly baseUrl: string;
}

/** Starts the engine process as a user would, waits until it accepts, and shows the panel. */
async function runEngine(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<RunningEngine> {
  const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const child = spawn(process.execPath, [cli, 'proxy', ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  child.once('exit', code => {
    process.exitCode = code ?? 1;
  });

  const listening = Promise.withResolvers<string>();
  child.once('exit', () => listening.reject(new Error('The engine ended before it listened; its message is above.')));
  createInterface({ input: child.stdout }).on('line', line => {
    console.log(line);
    const baseUrl = /listening on (http:\S+)/.exec(line)?.[1];
    if (baseUrl !== undefined) listening.resolve(baseUrl);
    const page = /Context MRI: (http:\S+)/.exec(line)?.[1];
    if (page !== undefined && process.stdout.isTTY && !flags['no-open']) openInBrowser(page);
  });
  return { child, baseUrl: await listening.promise };
}

/** The desktop's own opener; where there is none the printed address has to do. */
function openInBrowser(page: string): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
  };
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  spawn(program, [...args, page], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
