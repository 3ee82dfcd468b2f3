import { spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { adminPaths, type EngineFile } from '../../shared/adminApi.ts';
import { StartError } from '../startError.ts';
import { findEngine } from './engineFileOnDisk.ts';
import { makeOwnerFolder, writeOwnerFile } from './ownerFiles.ts';

export interface EngineStart {
  readonly home: string;
  /** Entry point of the engine process. */
  readonly program: URL;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const startTimeoutMs = 20_000;
const pollMs = 50;

/** Starts an engine that outlives this process, because a second agent may join it, and waits until it accepts. */
export async function startEngine({ home, program, flags, environment }: EngineStart): Promise<EngineFile> {
  await makeOwnerFolder(home);
  const logFile = join(home, 'engine.log');
  const log = await open(logFile, 'a', 0o600);
  const logStart = (await log.stat()).size;
  const child = spawn(process.execPath, [fileURLToPath(program), ...flags], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...environment, HEADROOM_HOME: home, ANTHROPIC_BASE_URL: undefined },
    cwd: home,
  });
  await log.close();
  child.unref();
  let failure: string | undefined;
  child.once('error', error => (failure = error.message));
  const end = performance.now() + startTimeoutMs;
  while (performance.now() < end) {
    // An engine of somebody else who was faster ends ours and serves as well.
    const isOver = child.exitCode !== null || failure !== undefined;
    const engine = await findEngine(home);
    if (engine !== undefined) {
      if (engine.pid === child.pid) await writeOwnerFile(ownedFile(home), String(engine.pid));
      else child.kill();
      return engine;
    }
    if (isOver) break;
    await delay(pollMs);
  }
  child.kill();
  throw new StartError(failure ?? (await lastWords(logFile, logStart)));
}

/** Ends the engine if it was started for an agent rather than by a person or an editor. */
export async function endEngine(home: string, { pid, port, token }: EngineFile): Promise<void> {
  if (!(await isOwned(home, pid))) return;
  await rm(ownedFile(home), { force: true });
  await fetch(`http://127.0.0.1:${port}${adminPaths.shutdown}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ after: 'exit' }),
  });
}

/** Whether an engine was started for an agent. */
export async function isOwned(home: string, pid: number): Promise<boolean> {
  return (await readFile(ownedFile(home), 'utf8').catch(() => '')) === String(pid);
}

/** Names the engine that agents started, so that the last of them ends it. */
function ownedFile(home: string): string {
  return join(home, 'wrapped-engine');
}

/** What the engine said before it ended is the best explanation there is. */
async function lastWords(logFile: string, from: number): Promise<string> {
  const said = (await readFile(logFile)).subarray(from).toString('utf8').trim();
  return said.split('\n').at(-1) || `The engine ended before it accepted a connection. See ${logFile}.`;
}
