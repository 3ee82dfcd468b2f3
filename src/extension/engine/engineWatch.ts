import { setTimeout as delay } from 'node:timers/promises';
import { readEngineFile } from '../../process/instance/engineFileOnDisk.ts';
import type { PanelEvent } from '../../shared/panelProtocol.ts';
import type { OpenWindow } from '../../shared/projects.ts';
import { l10n } from '../l10n.ts';
import { findEngine, type RunningEngine } from './engineProcess.ts';

export interface EngineWatchParts {
  readonly home: string;
  /** The window that watches, as the engine is told. */
  readonly window?: OpenWindow | undefined;
  /** Starts the engine again on the port that its clients know. */
  relaunch(port: number): Promise<RunningEngine>;
  onAttached(engine: RunningEngine): void;
  onEvent(event: PanelEvent): void;
  onCrashed(attempt: number): void;
  /** Waits before each attempt; tests give shorter ones. */
  readonly restartDelaysMs?: readonly number[];
}

/** `ended` by its own will or another window's; `lost` when it crashed and could not be brought back. */
export type WatchOutcome = { readonly kind: 'ended' } | { readonly kind: 'lost'; readonly cause: unknown };

/** A crash is answered at once, so that a client's first retry finds the port open; clients retry for tens of seconds. */
const defaultRestartDelaysMs = [0, 1_000, 4_000, 10_000, 30_000];
/** An engine that has lived this long has earned fresh attempts. */
const stableAfterMs = 60_000;
const reconnectMs = 250;

/** Follows an engine through broken streams, crashes and replacements, until it ends or `signal` does. */
export async function watchEngine(
  first: RunningEngine,
  parts: EngineWatchParts,
  signal: AbortSignal,
): Promise<WatchOutcome> {
  const delays = parts.restartDelaysMs ?? defaultRestartDelaysMs;
  let engine = first;
  let attempt = 0;
  while (!signal.aborted) {
    const attachedAt = performance.now();
    parts.onAttached(engine);
    await engine.client.listen(parts.onEvent, signal, parts.window);
    if (signal.aborted) break;
    if (performance.now() - attachedAt > stableAfterMs) attempt = 0;
    const found = await findEngine(parts.home);
    if (found !== undefined) {
      engine = found;
      await delay(reconnectMs);
      continue;
    }
    // A proper end removes the file; a crash leaves it behind.
    if ((await readEngineFile(parts.home)) === undefined) return { kind: 'ended' };
    const recovered = await recover(engine.file.port, parts, delays.slice(attempt));
    if (recovered.kind === 'lost') return recovered;
    attempt += recovered.attempts;
    engine = recovered.engine;
  }
  return { kind: 'ended' };
}

type Recovery =
  | { readonly kind: 'recovered'; readonly engine: RunningEngine; readonly attempts: number }
  | { readonly kind: 'lost'; readonly cause: unknown };

async function recover(port: number, parts: EngineWatchParts, delays: readonly number[]): Promise<Recovery> {
  let cause: unknown = new Error(l10n.t('The proxy crashed again and again.'));
  for (const [index, waitMs] of delays.entries()) {
    parts.onCrashed(index + 1);
    await delay(waitMs);
    try {
      return { kind: 'recovered', engine: await parts.relaunch(port), attempts: index + 1 };
    } catch (error) {
      cause = error;
    }
  }
  return { kind: 'lost', cause };
}
