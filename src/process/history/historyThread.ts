import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import type { TranscriptFile } from '../../importing/claudeCode/findTranscripts.ts';
import type { TrialFigures, TrialResult, TrialSource } from '../../shared/history.ts';
import type { Options } from '../../shared/options.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import { WorkerCalls } from '../threads/workerCalls.ts';

/** A recorded exchange with the texts of its blocks. */
export interface RecordedExchange {
  readonly exchange: ExchangeDetail;
  readonly texts: ReadonlyMap<string, string>;
}

/** What the history thread is asked, in this order: open a session or begin a trial, then go on until nothing is left. */
export type HistoryQuestion =
  /** What was sent before `sinceMs` is read for what it left behind only, and counts nowhere. Milliseconds since the epoch. */
  | { readonly kind: 'openSession'; readonly files: readonly TranscriptFile[]; readonly sinceMs: number }
  /** Analyses the next requests of the session. */
  | { readonly kind: 'importSome' }
  | { readonly kind: 'beginTrial'; readonly source: TrialSource; readonly options: Partial<Options> }
  /** Replays the next requests of the session. */
  | { readonly kind: 'trySome' }
  | {
      readonly kind: 'tryRecorded';
      readonly recorded: RecordedExchange;
      readonly laterRequests: number;
      readonly isFirst: boolean;
    }
  | { readonly kind: 'compare'; readonly mine: Options; readonly candidate: Options }
  | { readonly kind: 'compareRecorded'; readonly recorded: RecordedExchange; readonly laterRequests: number };

export type HistoryAnswer =
  | {
      readonly kind: 'opened';
      readonly requests: number;
      readonly unreadLines: number;
      readonly unreadFiles: number;
    }
  | { readonly kind: 'imported'; readonly recordings: readonly ExchangeRecording[]; readonly isEnd: boolean }
  | { readonly kind: 'tried'; readonly result: TrialResult; readonly isEnd: boolean }
  | { readonly kind: 'compared'; readonly figures: ComparedFigures }
  | { readonly kind: 'ready' };

export interface ComparedFigures {
  readonly untouched: TrialFigures;
  readonly mine: TrialFigures;
  readonly candidate: TrialFigures;
}

type AnswerOf<Kind extends HistoryAnswer['kind']> = Extract<HistoryAnswer, { readonly kind: Kind }>;

/** A few requests at a time take well under a second; this is for texts that nobody foresaw. */
const stuckMs = 120_000;

/** A thread of its own for past conversations: neither the relay nor the analysis of what is being sent waits for it. */
export class HistoryThread {
  readonly #calls: WorkerCalls<HistoryQuestion, HistoryAnswer>;

  constructor(workerUrl: URL) {
    this.#calls = new WorkerCalls(workerUrl, { timeoutMs: stuckMs });
  }

  async ask<Kind extends HistoryAnswer['kind']>(question: HistoryQuestion, kind: Kind): Promise<AnswerOf<Kind>> {
    const answer = await this.#calls.call(question);
    if (!isOf(answer, kind)) throw new Error(`The history thread answered ${answer.kind}.`);
    return answer;
  }

  /** What it works on is dropped. */
  close(): Promise<void> {
    return this.#calls.close();
  }
}

function isOf<Kind extends HistoryAnswer['kind']>(answer: HistoryAnswer, kind: Kind): answer is AnswerOf<Kind> {
  return answer.kind === kind;
}
