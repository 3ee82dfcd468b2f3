import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Decision } from '../../src/engine/plan/decision.ts';
import { holdLock } from '../../src/process/instance/holdLock.ts';
import type { BlockRecord, ExchangeDetail } from '../../src/shared/records.ts';
import { openStore } from '../../src/store/openStore.ts';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import type { Recording, Store, StoreOptions } from '../../src/store/store.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

export const workerUrl = new URL('../../src/store/sqlite/storeWorker.ts', import.meta.url);
export const startOfTime = Date.UTC(2026, 0, 15);

export function makeFolder(): string {
  return temporaryFolder();
}

export const storeOptions: StoreOptions = { workerUrl, now: () => startOfTime, holdLock };

export function openAt(path: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  return openStore(`sqlite:///${path}`, { ...storeOptions, ...options });
}

export function replacement(identity: string, handle: string, output = `short ${identity}`): Decision {
  return {
    identity,
    outcome: { kind: 'replace', transform: 'fold', grade: 'omission', output, reason: 'repeats', handle },
    tokensBefore: 1000,
    tokensAfter: 10,
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An exchange whose blocks have these texts, in order. */
export function recordingOf(id: string, texts: readonly string[], changes: Partial<ExchangeDetail> = {}): Recording {
  const blocks = texts.map(
    (text, position): BlockRecord => ({
      position,
      kind: 'toolResult',
      wireType: 'tool_result',
      message: position,
      label: `block ${position}`,
      hash: sha256(text),
      bytes: text.length,
      tokensBefore: 100,
      tokensAfter: 100,
      wasteTokens: 0,
    }),
  );
  return {
    exchange: { ...plainExchange, id, blocks, ...changes },
    texts: texts.map(text => ({ hash: sha256(text), text })),
  };
}

const plainExchange: ExchangeDetail = {
  id: '',
  conversation: 'c1',
  project: 'demo',
  client: 'Claude Code',
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  mode: 'optimize',
  profile: 'balanced',
  startedAt: startOfTime,
  path: '/v1/messages',
  status: 200,
  streamed: true,
  timings: { addedMs: 1, totalMs: 2 },
  requestBytes: 1000,
  sentBytes: 900,
  tokensBefore: 1000,
  tokensAfter: 800,
  wasteTokens: 5,
  errorBand: 0.05,
  saved: { tokens: 200, usd: 0.001, source: 'measured' },
  title: 'fix the failing test',
  verdict: 'one result was shortened',
  blocks: [],
  receipts: [],
  waste: [],
  limits: [],
};

/** A database of its own, in this thread, for the tests of its tables. */
export function freshDatabase(): Database {
  return openDatabase(join(makeFolder(), 'store.db'), startOfTime).database;
}
