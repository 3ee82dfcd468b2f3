import { randomUUID } from 'node:crypto';
import { RefusedRequest } from '../../proxy/ports.ts';
import type { ConversationTrial, HistoryJob, TranscriptsFound } from '../../shared/history.ts';
import { OptionError, type Options, parseOptions } from '../../shared/options.ts';
import type { PanelQuery } from '../../shared/panelProtocol.ts';
import type { Store } from '../../store/store.ts';
import { compareConversation } from './compareConversation.ts';
import { HistoryJobs, type HistoryParts, JobRunningError } from './historyJobs.ts';
import { HistoryThread } from './historyThread.ts';
import { ConversationFileError, openConversationFile } from './openConversationFile.ts';
import { redactConversation } from './redactConversation.ts';

type QueryOf<Type extends PanelQuery['type']> = Extract<PanelQuery, { readonly type: Type }>;

export interface HistoryDoorParts extends Omit<HistoryParts, 'store'> {
  readonly store: HistoryParts['store'] & Pick<Store, 'exportConversation'>;
  /** The options that hold now, with the running profile. */
  readonly running: () => Options;
}

/** Everything that a panel may ask about past conversations. */
export class HistoryDoor {
  readonly #parts: HistoryDoorParts;
  readonly #jobs: HistoryJobs;
  #comparing: HistoryThread | undefined;

  constructor(parts: HistoryDoorParts) {
    this.#parts = parts;
    this.#jobs = new HistoryJobs(parts);
  }

  found(): Promise<TranscriptsFound> {
    return this.#jobs.found();
  }

  get job(): HistoryJob | undefined {
    return this.#jobs.current;
  }

  startImport({ days }: QueryOf<'import'>): HistoryJob {
    return refuseSecond(() => this.#jobs.startImport(days));
  }

  startTrial({ source, days }: QueryOf<'trial'>): HistoryJob {
    return refuseSecond(() => this.#jobs.startTrial(source, days));
  }

  cancel(): Promise<HistoryJob | undefined> {
    return this.#jobs.cancel();
  }

  /** A comparison that is asked for again, with other options, is dropped. */
  async compare({ conversation, options }: QueryOf<'conversationTrial'>): Promise<ConversationTrial> {
    const mine = this.#parts.running();
    const candidate = parseFor({ ...this.#parts.options(), savingsProfile: mine.savingsProfile, ...options });
    await this.#comparing?.close();
    const thread = new HistoryThread(this.#parts.workerUrl);
    this.#comparing = thread;
    try {
      return await compareConversation({ conversation, mine, candidate }, this.#parts.store, thread);
    } finally {
      await thread.close();
      if (this.#comparing === thread) this.#comparing = undefined;
    }
  }

  async export({
    conversation,
  }: QueryOf<'exportConversation'>): Promise<{ readonly name: string; readonly text: string }> {
    const exported = await this.#parts.store.exportConversation(conversation);
    const [oldest] = exported.exchanges;
    if (oldest === undefined) throw new RefusedRequest(404, 'This conversation is no longer in the store.');
    const day = new Date(oldest.startedAt).toISOString().slice(0, 10);
    return {
      name: `headroom-conversation-${day}.json`,
      text: `${JSON.stringify(redactConversation(exported, randomUUID()))}\n`,
    };
  }

  async open({
    text,
  }: QueryOf<'openConversation'>): Promise<{ readonly conversation: string; readonly exchanges: number }> {
    const recordings = readFile(text);
    const [first] = recordings;
    for (const recording of recordings) this.#parts.store.record(recording);
    await this.#parts.store.flush();
    return { conversation: first?.exchange.conversation ?? '', exchanges: recordings.length };
  }

  async close(): Promise<void> {
    await this.#comparing?.close();
    await this.#jobs.cancel();
    await this.#jobs.settled();
  }
}

function refuseSecond<T>(start: () => T): T {
  try {
    return start();
  } catch (error) {
    throw error instanceof JobRunningError ? new RefusedRequest(409, error.message) : error;
  }
}

function readFile(text: string): ReturnType<typeof openConversationFile> {
  try {
    return openConversationFile(text);
  } catch (error) {
    throw error instanceof ConversationFileError ? new RefusedRequest(400, error.message) : error;
  }
}

function parseFor(options: Readonly<Record<string, unknown>>): Options {
  try {
    return parseOptions(options, 'proxy');
  } catch (error) {
    throw error instanceof OptionError ? new RefusedRequest(400, error.message) : error;
  }
}
