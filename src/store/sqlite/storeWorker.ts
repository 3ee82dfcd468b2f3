import { parentPort } from 'node:worker_threads';
import { explainFailure } from '../explainFailure.ts';
import { lossError } from '../losses.ts';
import type { Answer, Call, CallName, Opened, Result } from '../protocol.ts';
import { StoreError } from '../store.ts';
import { type Database, isDamage, markDamaged } from './database.ts';
import { type RetentionProgress, retain } from './retention.ts';
import {
  type OpenedSqlite,
  openSqlite,
  reopenSqlite,
  sqliteWork,
  type Work,
  type WorkName,
  writes,
} from './sqliteWork.ts';

/** Calls that neither overtake others nor are overtaken. */
const barriers: readonly CallName[] = ['open', 'wipe', 'close'];
/** A commit waits for at most this many recordings. */
const recordingsPerTurn = 4;

/**
 * The thread that owns the database. Calls wait in a queue: commits go first, all of them in one transaction; recordings
 * follow a few at a time; retention takes a step whenever nothing else waits.
 */
class StoreThread {
  readonly #answer: (answer: Answer) => void;
  #waiting: Call[] = [];
  #isScheduled = false;
  #open: { readonly database: Database; readonly work: Work } | undefined;
  #retention: { readonly id: number; readonly steps: Generator<RetentionProgress> } | undefined;

  constructor(answer: (answer: Answer) => void) {
    this.#answer = answer;
  }

  receive(call: Call): void {
    this.#waiting.push(call);
    this.#schedule();
  }

  /** Messages that arrive in the same turn of the loop are all received before this runs, so that they share a commit. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#runSome();
      if (this.#waiting.length > 0 || this.#retention !== undefined) this.#schedule();
    });
  }

  #runSome(): void {
    const calls = this.#next();
    this.#waiting = this.#waiting.filter(call => !calls.includes(call));
    const [first] = calls;
    if (first === undefined) this.#retainStep();
    else if (first.name in writes) this.#runTogether(calls);
    else this.#runAlone(first);
  }

  /** What runs now: all commits, else one question, else a few writes of one kind. */
  #next(): readonly Call[] {
    // Until a lost store is begun anew, nothing else can succeed.
    const reopening = this.#waiting.find(call => call.name === 'reopen');
    if (reopening !== undefined) return [reopening];
    const barrier = this.#waiting.findIndex(call => barriers.includes(call.name));
    if (barrier === 0) return this.#waiting.slice(0, 1);
    const ready = barrier === -1 ? this.#waiting : this.#waiting.slice(0, barrier);
    const commits = ready.filter(call => call.name === 'commit');
    if (commits.length > 0) return commits;
    const question = ready.find(call => !(call.name in writes));
    if (question !== undefined) return [question];
    return ready.filter(call => call.name === ready[0]?.name).slice(0, recordingsPerTurn);
  }

  #runTogether(calls: readonly Call[]): void {
    const answers: Answer[] = [];
    try {
      const { database, work } = this.#opened();
      const durability = calls.some(call => writes[call.name] === 'durable') ? 'durable' : 'soon';
      database.transaction(durability, () => {
        for (const call of calls) answers.push(attemptCall(database, work, call));
      });
      for (const answer of answers) this.#answer(answer);
    } catch (error) {
      this.#noteDamage(error);
      // What the work remembers of rows that were rolled back must not outlive them.
      if (this.#open !== undefined) this.#open = { ...this.#open, work: sqliteWork(this.#open.database) };
      for (const call of calls) this.#answer(this.#failed(call.id, error));
    }
  }

  #runAlone(call: Call): void {
    try {
      if (call.name === 'retain') {
        this.#retention = { id: call.id, steps: retain(this.#opened().database, call.argument) };
        return;
      }
      this.#answer({ id: call.id, kind: 'done', result: this.#perform(call) });
    } catch (error) {
      this.#noteDamage(error);
      this.#answer(this.#failed(call.id, error));
    }
  }

  #perform(call: Exclude<Call, { name: 'retain' }>): Result<CallName> {
    if (call.name === 'open') return this.#use(openSqlite(call.argument.path, call.argument.now));
    if (call.name === 'reopen') {
      // Until now its steps went into a file that nobody finds any more.
      this.#endRetention();
      return this.#use(reopenSqlite(this.#held().database, call.argument));
    }
    if (call.name === 'close') {
      this.#open?.database.close();
      this.#open = undefined;
      return undefined;
    }
    return perform(this.#opened().work, call);
  }

  #use({ database, opened }: OpenedSqlite): Opened {
    this.#open = { database, work: sqliteWork(database) };
    return opened;
  }

  #endRetention(): void {
    if (this.#retention === undefined) return;
    const { id } = this.#retention;
    this.#retention = undefined;
    const nothing = { exchanges: 0, decisions: 0, originals: 0, texts: 0, forgotten: [], storeBytes: 0 };
    this.#answer({ id, kind: 'done', result: nothing });
  }

  #retainStep(): void {
    if (this.#retention === undefined) return;
    const { id, steps } = this.#retention;
    try {
      const { value, done } = steps.next();
      if (done !== true && !value.isDone) return;
      this.#retention = undefined;
      const storeBytes = this.#held().database.usedBytes();
      this.#answer({ id, kind: 'done', result: { ...value, storeBytes } });
    } catch (error) {
      this.#retention = undefined;
      this.#noteDamage(error);
      this.#answer(this.#failed(id, error));
    }
  }

  #failed(id: number, error: unknown): Answer {
    return failed(id, error, this.#open?.database.path);
  }

  #noteDamage(error: unknown): void {
    if (isDamage(error) && this.#open !== undefined) markDamaged(this.#open.database.path);
  }

  /** The database, if its file is still where it was. */
  #opened(): { readonly database: Database; readonly work: Work } {
    const open = this.#held();
    const loss = open.database.loss();
    if (loss !== undefined) throw lossError(open.database.path, loss);
    return open;
  }

  #held(): { readonly database: Database; readonly work: Work } {
    if (this.#open === undefined) throw new Error('The store is closed.');
    return this.#open;
  }
}

/** One call of several in a transaction: its failure is its own, unless the whole transaction is lost. */
function attemptCall(database: Database, work: Work, call: Call): Answer {
  try {
    if (!isWork(call)) throw new Error(`${call.name} is not part of a transaction.`);
    return { id: call.id, kind: 'done', result: database.attempt(() => perform(work, call)) };
  } catch (error) {
    if (isDamage(error) || !database.isInTransaction()) throw error;
    return failed(call.id, error, database.path);
  }
}

function perform<Name extends WorkName>(work: Work, call: Call<Name>): Result<Name> {
  return work[call.name](call.argument);
}

function isWork(call: Call): call is Call<WorkName> {
  return !['open', 'reopen', 'retain', 'close'].includes(call.name);
}

function failed(id: number, error: unknown, path: string | undefined): Answer {
  const unusable = error instanceof StoreError ? error.unusable : undefined;
  const loss = isDamage(error) ? 'damaged' : error instanceof StoreError ? error.loss : undefined;
  const message = path === undefined ? reasonOf(error) : explainFailure(error, path);
  return {
    id,
    kind: 'failed',
    message,
    ...(unusable !== undefined && { unusable }),
    ...(loss !== undefined && { loss }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const port = parentPort;
if (port !== null) {
  const thread = new StoreThread(answer => port.postMessage(answer));
  port.on('message', (call: Call) => thread.receive(call));
}
