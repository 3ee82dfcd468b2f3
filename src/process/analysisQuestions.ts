import type { ExchangeFacts } from '../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../engine/analysis/exchangeRecording.ts';
import { WorkerCalls } from './workerCalls.ts';

/** What the thread of the analysis is asked; each question names the shape of its answer. */
export type AnalysisQuestion =
  | { readonly kind: 'analyse'; readonly facts: ExchangeFacts }
  | { readonly kind: 'simulate'; readonly input: SimulationInput }
  | { readonly kind: 'compress'; readonly input: unknown };

/** A request to simulate: a body, a message array or a plain prompt, and the options laid over the running ones. */
export interface SimulationInput {
  readonly text: string;
  readonly model?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** An analysis of a large first request takes a fraction of a second; this is for texts that nobody foresaw. */
const stuckMs = 60_000;

/** The thread in which everything is counted, analysed and simulated, so that the relay never waits for it. */
export class AnalysisThread {
  readonly #calls: WorkerCalls<AnalysisQuestion, unknown>;

  constructor(workerUrl: URL) {
    this.#calls = new WorkerCalls(workerUrl, stuckMs);
  }

  start(): void {
    this.#calls.start();
  }

  analyse(facts: ExchangeFacts): Promise<ExchangeRecording> {
    return this.#calls.call({ kind: 'analyse', facts }) as Promise<ExchangeRecording>;
  }

  ask(question: AnalysisQuestion): Promise<unknown> {
    return this.#calls.call(question);
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}
