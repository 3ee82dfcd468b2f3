import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { explainFailure } from '../../store/explainFailure.ts';
import { openStore } from '../../store/openStore.ts';
import { type Store, StoreError } from '../../store/store.ts';
import { parseStoreUrl } from '../../store/storeUrl.ts';
import type { EngineSettings } from '../engineFlags.ts';
import type { ProgramFiles } from '../programFiles.ts';
import { StartError } from '../startError.ts';
import { holdLock } from './holdLock.ts';
import { InstanceLock, type LockResult } from './instanceLock.ts';

export interface LockedStoreConfig {
  readonly settings: EngineSettings;
  readonly home: string;
  readonly files: ProgramFiles;
  readonly notify: (notice: string) => void;
  /** Told when the lock was put back after somebody had deleted it, and most likely more of the folder. */
  readonly onRetaken: () => Promise<unknown>;
}

/** A store that no other engine uses. */
export interface LockedStore {
  readonly store: Store;
  /** Tells others where to ask whether this engine lives. */
  announce(port: number): Promise<void>;
  close(): Promise<void>;
}

const pollMs = 50;
/** Below the time that a window or a wrapped agent gives an engine to start, so that the reason reaches them. */
const othersStartMs = 15_000;

/**
 * Opens the engine's store under a lock of its own. Throws `StartError` when another engine holds it. A store that somebody
 * asked for must work; without the usual one, on a full disk for instance, requests still go through.
 */
export async function openLockedStore(config: LockedStoreConfig): Promise<LockedStore> {
  const { storeUrl } = config.settings.options;
  if (typeof storeUrl === 'string') return openUnderLock(storeUrl, config);
  const url = `sqlite:///${join(config.home, 'headroom.db')}`;
  try {
    return await openUnderLock(url, config);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof StoreError ? error.message : explainFailure(error, config.home);
    config.notify(`${reason} Until Headroom starts again, nothing is recorded, and nothing is left out of requests.`);
    return openUnderLock('none', config);
  }
}

async function openUnderLock(url: string, config: LockedStoreConfig): Promise<LockedStore> {
  const { settings, home, files, notify, onRetaken } = config;
  const lock = await takeLock(url, home);
  const { retentionDays, maxStoreBytes } = settings.proxy;
  const retakeLock = async (): Promise<void> => {
    await lock?.retake();
    await onRetaken();
  };
  try {
    const store = await openStore(url, {
      ...{ workerUrl: files.storeWorker, now: Date.now, retentionDays, maxStoreBytes, notify, holdLock, retakeLock },
    });
    return {
      store,
      announce: async port => lock?.announce(port),
      close: async () => {
        await store.flush();
        await store.close();
        await lock?.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

async function takeLock(url: string, home: string): Promise<InstanceLock | undefined> {
  const location = parseStoreUrl(url, { folder: process.cwd(), exists: existsSync });
  if (location.kind === 'none') return undefined;
  const taken = await takeOnceDecided(`${location.path}.lock`);
  if (taken.kind === 'held') return taken.lock;
  const { pid, port } = taken.owner;
  throw new StartError(
    `Another Headroom engine (process ${pid}${port === undefined ? '' : `, http://127.0.0.1:${port}`}) uses the store ` +
      `${location.path}. Use that one, stop it, or give this one a store of its own with --store (home folder: ${home}).`,
  );
}

/**
 * Another engine that is just starting listens in a moment, and can be joined by whoever has started this one; or it fails,
 * and this one takes its place. Until one of the two is certain, giving up would leave the slower of two windows with none.
 */
async function takeOnceDecided(path: string): Promise<LockResult> {
  const end = performance.now() + othersStartMs;
  for (;;) {
    const taken = await InstanceLock.take(path, process.pid);
    if (taken.kind === 'held' || taken.owner.port !== undefined || performance.now() > end) return taken;
    await delay(pollMs);
  }
}
