import { findTranscripts } from '../../importing/claudeCode/findTranscripts.ts';
import { groupBySession } from '../../importing/claudeCode/readConversation.ts';
import type { HistoryJob, TranscriptsFound, TrialResult, TrialSource } from '../../shared/history.ts';
import type { Options } from '../../shared/options.ts';
import type { Store } from '../../store/store.ts';
import { HistoryThread } from './historyThread.ts';
import { readRecorded } from './readRecorded.ts';

export interface HistoryParts {
  readonly store: Pick<Store, 'record' | 'flush' | 'exchanges' | 'exchange' | 'texts'>;
  readonly workerUrl: URL;
  /** Where transcripts lie. */
  readonly folder: string;
  /** Options that hold whatever the profile. */
  readonly options: () => Partial<Options>;
  readonly tell: (job: HistoryJob) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const dayMs = 86_400_000;

/** A job is asked for while another one runs. */
export class JobRunningError extends Error {
  constructor(kind: HistoryJob['kind']) {
    super(`${kind === 'import' ? 'An import' : 'A trial'} is still running. Wait for it, or cancel it first.`);
    this.name = 'JobRunningError';
  }
}

/** Imports and trials, one at a time, each in a thread that ends with it. */
export class HistoryJobs {
  readonly #parts: HistoryParts;
  #job: HistoryJob | undefined;
  #thread: HistoryThread | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  get current(): HistoryJob | undefined {
    return this.#job;
  }

  async found(): Promise<TranscriptsFound> {
    const { folder } = this.#parts;
    const files = await findTranscripts(folder);
    const newest = files[0]?.changedAtMs;
    return {
      folder,
      sessions: groupBySession(files).length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      ...(newest !== undefined && { newestAt: newest }),
    };
  }

  /** Reads transcripts that changed in the last days; of `path` when given. */
  startImport(days: number, path = this.#parts.folder): HistoryJob {
    return this.#start('import', thread => this.#import(thread, path, days));
  }

  startTrial(source: TrialSource, days: number): HistoryJob {
    return this.#start('trial', async thread => {
      await thread.ask({ kind: 'beginTrial', source, options: this.#parts.options() }, 'ready');
      await (source === 'transcripts' ? this.#tryTranscripts(thread, days) : this.#tryRecorded(thread, days));
    });
  }

  async cancel(): Promise<HistoryJob | undefined> {
    if (this.#job?.state !== 'running') return this.#job;
    this.#change({ state: 'cancelled' });
    await this.#thread?.close();
    await this.#work;
    return this.#job;
  }

  /** Resolves when nothing runs any more. */
  settled(): Promise<void> {
    return this.#work;
  }

  #start(kind: HistoryJob['kind'], work: (thread: HistoryThread) => Promise<void>): HistoryJob {
    if (this.#job?.state === 'running') throw new JobRunningError(this.#job.kind);
    const id = (this.#job?.id ?? 0) + 1;
    const job: HistoryJob = {
      id,
      kind,
      state: 'running',
      conversations: { done: 0, all: 0 },
      requests: 0,
      unreadLines: 0,
      unreadFiles: 0,
    };
    this.#job = job;
    const thread = new HistoryThread(this.#parts.workerUrl);
    this.#thread = thread;
    this.#work = this.#run(thread, work);
    return job;
  }

  async #run(thread: HistoryThread, work: (thread: HistoryThread) => Promise<void>): Promise<void> {
    try {
      await work(thread);
      this.#change({ state: 'done' });
    } catch (error) {
      // What was cancelled fails too; nobody needs to hear of it.
      this.#change({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    } finally {
      await thread.close();
    }
  }

  async #import(thread: HistoryThread, path: string, days: number): Promise<void> {
    const importSome = () => thread.ask({ kind: 'importSome' }, 'imported');
    for await (const { recordings } of this.#slices(thread, { path, days }, importSome)) {
      for (const { detail, texts } of recordings) {
        const kept = [...texts].map(([hash, text]) => ({ hash, text }));
        this.#parts.store.record({ exchange: detail, texts: kept });
      }
      // The store would drop what comes faster than it writes.
      await this.#parts.store.flush();
      this.#advance({ requests: recordings.length });
    }
  }

  async #tryTranscripts(thread: HistoryThread, days: number): Promise<void> {
    const trySome = () => thread.ask({ kind: 'trySome' }, 'tried');
    for await (const { result } of this.#slices(thread, { path: this.#parts.folder, days }, trySome)) {
      this.#showResult(result);
    }
  }

  /** Works through one session after the other, the newest first. */
  async *#slices<Slice extends { readonly isEnd: boolean }>(
    thread: HistoryThread,
    { path, days }: { readonly path: string; readonly days: number },
    ask: () => Promise<Slice>,
  ): AsyncGenerator<Slice> {
    const sinceMs = this.#parts.now() - days * dayMs;
    const sessions = groupBySession(await findTranscripts(path, sinceMs));
    this.#change({ conversations: { done: 0, all: sessions.length } });
    for (const files of sessions) {
      if (!this.#isRunning) return;
      const opened = await unlessBroken(thread.ask({ kind: 'openSession', files, sinceMs }, 'opened'));
      const { unreadLines, unreadFiles } = opened ?? { unreadLines: 0, unreadFiles: files.length };
      this.#advance({ unreadLines, unreadFiles });
      if (opened !== undefined) yield* this.#slicesOfOne(ask);
      this.#advance({ conversations: 1 });
    }
  }

  async *#slicesOfOne<Slice extends { readonly isEnd: boolean }>(ask: () => Promise<Slice>): AsyncGenerator<Slice> {
    for (let isEnd = false; !isEnd && this.#isRunning; ) {
      const slice = await unlessBroken(ask());
      if (slice === undefined) return this.#advance({ unreadFiles: 1 });
      yield slice;
      isEnd = slice.isEnd;
    }
  }

  async #tryRecorded(thread: HistoryThread, days: number): Promise<void> {
    const { store, now } = this.#parts;
    const conversations = await readRecorded(store, now() - days * dayMs);
    this.#change({ conversations: { done: 0, all: conversations.length } });
    for (const ids of conversations) {
      let isFirst = true;
      for (const [index, id] of ids.entries()) {
        if (!this.#isRunning) return;
        const exchange = await store.exchange(id);
        if (exchange === undefined) continue;
        const recorded = { exchange, texts: await store.texts(id) };
        const laterRequests = ids.length - index;
        const answer = await thread.ask({ kind: 'tryRecorded', recorded, laterRequests, isFirst }, 'tried');
        isFirst = false;
        this.#showResult(answer.result);
      }
      this.#advance({ conversations: 1 });
    }
  }

  get #isRunning(): boolean {
    return this.#job?.state === 'running';
  }

  #showResult(result: TrialResult): void {
    this.#change({ result, requests: result.requests });
  }

  #advance(by: Partial<Record<'conversations' | 'requests' | 'unreadLines' | 'unreadFiles', number>>): void {
    if (this.#job === undefined) return;
    const { conversations, requests, unreadLines, unreadFiles } = this.#job;
    this.#change({
      conversations: { ...conversations, done: conversations.done + (by.conversations ?? 0) },
      requests: requests + (by.requests ?? 0),
      unreadLines: unreadLines + (by.unreadLines ?? 0),
      unreadFiles: unreadFiles + (by.unreadFiles ?? 0),
    });
  }

  /** What has ended stays as it ended. */
  #change(change: Partial<HistoryJob>): void {
    if (this.#job?.state !== 'running') return;
    this.#job = { ...this.#job, ...change };
    this.#parts.tell(this.#job);
  }
}

/** A session that breaks off is one unread session, not the end of the job; what was cancelled is asked no more. */
function unlessBroken<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(() => undefined);
}
