import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readEngineFile } from '../../process/instance/engineFileOnDisk.ts';
import type { EngineFile, Health } from '../../shared/adminApi.ts';
import { l10n } from '../l10n.ts';
import { EngineClient } from './engineClient.ts';

export interface EngineLaunch {
  /** Node, or VS Code's own binary, which is Node under `ELECTRON_RUN_AS_NODE`. */
  readonly program: string;
  /** Path of `dist/process.js`. */
  readonly script: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly home: string;
  readonly logFile: string;
}

export interface RunningEngine {
  readonly file: EngineFile;
  readonly health: Health;
  readonly client: EngineClient;
}

const startTimeoutMs = 20_000;
const pollMs = 60;
const maxLogBytes = 4 * 1024 * 1024;

/** The engine that serves this home folder, whoever started it. */
export async function findEngine(home: string): Promise<RunningEngine | undefined> {
  const file = await readEngineFile(home);
  if (file === undefined) return undefined;
  const client = new EngineClient(file);
  const health = await client.health();
  // Another program, or another user's engine, may have taken a crashed engine's port.
  return health?.pid === file.pid ? { file, health, client } : undefined;
}

/**
 * Starts the engine detached from this window and waits until it accepts. When another window was faster, theirs is
 * returned and ours ends at once: left alone it might take over much later, when theirs is killed.
 */
export async function launchEngine(launch: EngineLaunch): Promise<RunningEngine> {
  const log = await openLog(launch.logFile);
  const logStart = (await log.stat()).size;
  try {
    const child = spawn(launch.program, [launch.script, ...launch.arguments], {
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
      env: launch.environment,
      cwd: launch.home,
    });
    child.unref();
    const engine = await firstHealthy(child, launch.home);
    if (engine !== undefined) return engine;
  } finally {
    await log.close();
  }
  throw new Error(await lastWords(launch.logFile, logStart));
}

async function firstHealthy(child: ChildProcess, home: string): Promise<RunningEngine | undefined> {
  let hasEnded = false;
  void once(child, 'exit').then(
    () => {
      hasEnded = true;
    },
    () => {
      hasEnded = true;
    },
  );
  const end = performance.now() + startTimeoutMs;
  while (performance.now() < end) {
    const endedBefore = hasEnded;
    const engine = await findEngine(home);
    if (engine !== undefined && engine.file.pid !== child.pid) child.kill();
    if (engine !== undefined || endedBefore) return engine;
    await delay(pollMs);
  }
  child.kill();
  return undefined;
}

async function openLog(path: string) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const size = await stat(path).then(
    file => file.size,
    () => 0,
  );
  if (size > maxLogBytes) await truncate(path, 0);
  return open(path, 'a', 0o600);
}

/** What the engine said before it ended is the best explanation there is, e.g. who holds the port. */
async function lastWords(logFile: string, from: number): Promise<string> {
  const said = (await readFile(logFile)).subarray(from).toString('utf8').trim();
  const last = said.split('\n').findLast(line => line.trim() !== '' && !line.startsWith('listening on'));
  return last ?? l10n.t('The proxy ended before it accepted a connection. The log may say why.');
}
