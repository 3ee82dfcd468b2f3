import { setTimeout as delay } from 'node:timers/promises';
import type { EngineFile } from '../../shared/adminApi.ts';
import { findEngine } from './engineFileOnDisk.ts';
import { isProcessAlive } from './isProcessAlive.ts';
import { isOwned } from './wrappedEngine.ts';

export interface KeepingParts {
  readonly home: string;
  /** Starts an engine on the port that the agent knows. */
  restart(port: number): Promise<EngineFile>;
  /** Takes a sentence for the person at the terminal. */
  warn(sentence: string): void;
}

export interface EngineKeeping {
  /** Ends the watch. Returns the engine that is the newest by then. */
  end(): Promise<EngineFile>;
}

const pollMs = 100;
/** What an editor or a person has started, they may bring back with settings of their own. */
const othersFirstMs = 1_500;
const retryMs = 4_000;

/** Brings the engine back on its port for as long as an agent runs that points at it: one whose proxy is gone hangs. */
export function keepEngine(first: EngineFile, parts: KeepingParts): EngineKeeping {
  const ending = new AbortController();
  const kept = keep(first, parts, ending.signal);
  return {
    end() {
      ending.abort();
      return kept;
    },
  };
}

async function keep(first: EngineFile, parts: KeepingParts, signal: AbortSignal): Promise<EngineFile> {
  let engine = first;
  while (await passes(pollMs, signal)) {
    if (isProcessAlive(engine.pid)) continue;
    if (!(await isOwned(parts.home, engine.pid)) && !(await passes(othersFirstMs, signal))) break;
    engine = (await foundAt(first.port, parts.home)) ?? (await broughtBack(first.port, parts, signal)) ?? engine;
  }
  return engine;
}

async function broughtBack(
  port: number,
  { restart, warn }: KeepingParts,
  signal: AbortSignal,
): Promise<EngineFile | undefined> {
  try {
    return await restart(port);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(
      `The engine on port ${port} has ended and does not start again, so the agent gets no answers. ${reason} ` +
        'It is tried again; end the agent to go on without Headroom.',
    );
    await passes(retryMs, signal);
    return undefined;
  }
}

/** Others may have started one meanwhile; on another port it is of no use to the agent. */
async function foundAt(port: number, home: string): Promise<EngineFile | undefined> {
  const found = await findEngine(home);
  return found?.port === port ? found : undefined;
}

/** False when the watch ended meanwhile. */
function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false);
}
