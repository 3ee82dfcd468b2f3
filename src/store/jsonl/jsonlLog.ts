import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Original } from '../../engine/plan/decision.ts';
import { hashesOf } from '../blockView.ts';
import { moveAside } from '../damagedFiles.ts';
import { explainFailure } from '../explainFailure.ts';
import { lossError, lossNotice } from '../losses.ts';
import type { Reopening } from '../protocol.ts';
import type { StoredDecision } from '../sqlite/decisionsTable.ts';
import { type BlockText, StoreError, type StoreOptions } from '../store.ts';
import { type Entry, type EntryOf, formatVersion, type Header } from './entries.ts';
import type { JsonlFile, LinePlace } from './jsonlFile.ts';
import { type IndexedExchange, JsonlIndex } from './jsonlIndex.ts';
import { makeFolderFor, type Replayed, replayFile } from './replayFile.ts';

/** How a log is opened. `notify` is told of lines that cannot be read, and of a file that is not ours. */
export type LogOptions = Pick<StoreOptions, 'now' | 'notify' | 'holdLock'>;

/**
 * A JSONL file with its index. Everything that touches the file takes its turn, so that places are never stale; what writes
 * keeps other processes out meanwhile, or their lines and ours would end up within each other.
 */
export class JsonlLog {
  readonly #path: string;
  readonly #holdLock: LogOptions['holdLock'];
  #file: JsonlFile;
  #index: JsonlIndex;
  #lastTurn: Promise<unknown> = Promise.resolve();

  private constructor(path: string, { file, index }: Replayed, holdLock: LogOptions['holdLock']) {
    this.#path = path;
    this.#file = file;
    this.#index = index;
    this.#holdLock = holdLock;
  }

  /** Replays a file, or begins one. */
  static async open(path: string, { now, notify = () => undefined, holdLock }: LogOptions): Promise<JsonlLog> {
    await makeFolderFor(path);
    return alone(path, holdLock, async () => {
      const replayed = await replayFile(path, now(), notify);
      const log = new JsonlLog(path, replayed, holdLock);
      if (replayed.index.version === 0) await log.#begin();
      return log;
    });
  }

  get index(): JsonlIndex {
    return this.#index;
  }

  get size(): number {
    return this.#file.size;
  }

  /** Runs after everything that was asked before. A turn that fails does not stop the next. */
  turn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      await this.#followChanges();
      return work();
    });
  }

  /** A turn in which no other process writes. */
  writingTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      // Where the folder is gone there is no place for a lock either.
      await this.#followChanges();
      return alone(this.#path, this.#holdLock, async () => {
        if (await this.#followChanges()) await this.#file.cutOffTorn();
        return work();
      });
    });
  }

  /** Begins a lost file anew, with the decisions of running conversations and what originals can still be read. */
  beginAnew(reopening: Reopening): Promise<string> {
    return this.#inTurn(async () => {
      await makeFolderFor(this.#path);
      return alone(this.#path, this.#holdLock, () => this.#beginAnewAlone(reopening));
    });
  }

  /** Only inside a writing turn. `durable` lines are on the disk once they are written. */
  async write(entry: Entry, isDurable: boolean): Promise<void> {
    this.#index.add(entry, await this.#file.append(entry, isDurable));
  }

  async exchange(id: string): Promise<EntryOf<'exchange'>['exchange'] | undefined> {
    const place = this.#index.exchanges.get(id)?.place;
    return place === undefined ? undefined : (await this.#exchangeAt(place)).exchange;
  }

  original(handle: string, project?: string): Promise<string | undefined> {
    return readOriginal({ file: this.#file, index: this.#index }, handle, project);
  }

  /** The texts that are still held, each line read once. */
  async texts(hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const places = new Set(hashes.flatMap(hash => this.#index.texts.get(hash) ?? []));
    const wanted = new Set(hashes);
    const found = new Map<string, string>();
    for (const place of places) {
      for (const { hash, text } of (await this.#exchangeAt(place)).texts) if (wanted.has(hash)) found.set(hash, text);
    }
    return found;
  }

  /** Writes the file anew with what the index still holds. Only inside a writing turn. */
  async compact(): Promise<void> {
    const next = new JsonlIndex();
    const header = { type: 'header', version: formatVersion, handleKey: this.#index.handleKey } as const;
    await this.#replaceBy(this.#liveEntries(header), next);
  }

  /** Leaves nothing but a new key. Only inside a writing turn. */
  async restart(): Promise<void> {
    await this.#replaceBy(only(freshHeader()), new JsonlIndex());
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#file.close());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastTurn.then(work);
    this.#lastTurn = result.catch(() => undefined);
    return result;
  }

  async #beginAnewAlone({ loss, now, handleKey, decisions }: Reopening): Promise<string> {
    const lost = { file: this.#file, index: this.#index };
    const aside = loss === 'damaged' ? await moveAside(this.#path, now) : undefined;
    const next = await replayFile(this.#path, now, () => undefined);
    const originals = await Promise.all(decisions.map(stored => originalOf(stored, lost)));
    this.#file = next.file;
    this.#index = next.index;
    await this.write(
      { type: 'header', version: formatVersion, handleKey: Buffer.from(handleKey).toString('hex') },
      true,
    );
    const kept = decisions.map((stored, i) => commitOf(stored, originals[i])).filter(entry => entry !== undefined);
    for (const entry of kept) await this.write(entry, false);
    await lost.file.close();
    return lossNotice({ path: this.#path, loss, kept: kept.length, ...(aside !== undefined && { aside }) });
  }

  async #begin(): Promise<void> {
    try {
      await this.write(freshHeader(), true);
    } catch (error) {
      // On a full disk the name of a file is all that there is of it.
      await this.#file.close();
      await rm(this.#path, { force: true });
      throw error;
    }
  }

  /**
   * Another process may append to the file; one that is gone or cut off can only be begun anew. True when there was something
   * new, be it half a line.
   */
  async #followChanges(): Promise<boolean> {
    const change = await this.#file.change();
    if (change === undefined) return false;
    if (change !== 'grown') throw lossError(this.#path, change);
    await this.#file.catchUp((entry, place) => this.#index.add(entry, place));
    return true;
  }

  async #replaceBy(entries: AsyncIterable<Entry>, next: JsonlIndex): Promise<void> {
    await this.#file.replaceBy(entries);
    await this.#file.replay((entry, place) => next.add(entry, place));
    this.#index = next;
  }

  async *#liveEntries(header: Header): AsyncGenerator<Entry> {
    yield header;
    for (const [name, json] of this.#index.state) yield { type: 'state', name, json };
    yield* this.#index.retrievals;
    for (const { project, handle, touchedAt } of this.#index.originals.values()) {
      const text = await this.original(handle, project);
      const originals: readonly Original[] = text === undefined ? [] : [{ handle, text }];
      yield { type: 'commit', project, at: touchedAt, decisions: [], originals };
    }
    for (const { project, decision, touchedAt } of this.#index.decisions.values()) {
      yield { type: 'commit', project, at: touchedAt, decisions: [decision], originals: [] };
    }
    const written = new Set<string>();
    for (const exchange of this.#index.inOrder()) yield this.#withTexts(exchange, written);
  }

  /** With the texts that no earlier line of the new file holds: those that held them may be gone. */
  async #withTexts({ place }: IndexedExchange, written: Set<string>): Promise<Entry> {
    const { exchange } = await this.#exchangeAt(place);
    const missing = hashesOf(exchange).filter(hash => !written.has(hash));
    const texts: BlockText[] = [...(await this.texts(missing))].map(([hash, text]) => ({ hash, text }));
    for (const { hash } of texts) written.add(hash);
    return { type: 'exchange', exchange, texts };
  }

  async #exchangeAt(place: LinePlace): Promise<EntryOf<'exchange'>> {
    const entry = await this.#file.read(place);
    if (entry.type !== 'exchange')
      throw new Error(`The line at byte ${place.start} of ${this.#file.path} is no exchange.`);
    return entry;
  }
}

async function readOriginal({ file, index }: Replayed, handle: string, project?: string): Promise<string | undefined> {
  const known = index.original(handle, project);
  if (known === undefined) return undefined;
  const entry = await file.read(known.place);
  return entry.type === 'commit' ? entry.originals.find(original => original.handle === handle)?.text : undefined;
}

/** Of a replaced block, as far as the lost file still gives it. */
async function originalOf({ project, decision }: StoredDecision, lost: Replayed): Promise<Original | undefined> {
  const { outcome } = decision;
  if (outcome.kind !== 'replace') return undefined;
  const text = await readOriginal(lost, outcome.handle, project).catch(() => undefined);
  return text === undefined ? undefined : { handle: outcome.handle, text };
}

/** A replacement without its original is not kept: its text goes whole again. */
function commitOf({ project, decision, touchedAt }: StoredDecision, original: Original | undefined): Entry | undefined {
  if (decision.outcome.kind === 'replace' && original === undefined) return undefined;
  const originals = original === undefined ? [] : [original];
  return { type: 'commit', project, at: touchedAt, decisions: [decision], originals };
}

/** While other processes keep from writing. */
async function alone<Result>(
  path: string,
  holdLock: LogOptions['holdLock'],
  work: () => Promise<Result>,
): Promise<Result> {
  const release = await holdLock(`${path}.writing`).catch(error => {
    throw new StoreError(explainFailure(error, path), { cause: error });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}

function freshHeader(): Header {
  return { type: 'header', version: formatVersion, handleKey: randomBytes(32).toString('hex') };
}

async function* only(entry: Entry): AsyncGenerator<Entry> {
  yield entry;
}
