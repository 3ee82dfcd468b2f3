import type { ExchangeFacts } from '../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../engine/analysis/exchangeRecording.ts';
import type { SimulationView } from '../shared/panelProtocol.ts';
import type { SimulationInput } from './simulation.ts';
import { WorkerCalls } from './workerCalls.ts';

/** What the analysis thread is asked. */
export type AnalysisQuestion =
  | { readonly kind: 'analyze'; readonly facts: ExchangeFacts }
  | { readonly kind: 'simulate'; readonly input: SimulationInput };

export type AnalysisAnswer =
  | { readonly kind: 'analyzed'; readonly recording: ExchangeRecording }
  | { readonly kind: 'simulated'; readonly view: SimulationView };

/** An analysis of a large first request takes a fraction of a second; this is for texts that nobody foresaw. */
const stuckMs = 60_000;

/** The thread in which everything is counted, analysed and simulated, so that the relay never waits for it. */
export class AnalysisThread {
  readonly #calls: WorkerCalls<AnalysisQuestion, AnalysisAnswer>;

  constructor(workerUrl: URL) {
    this.#calls = new WorkerCalls(workerUrl, stuckMs);
  }

  start(): void {
    this.#calls.start();
  }

  async analyze(facts: ExchangeFacts): Promise<ExchangeRecording> {
    const answer = await this.#calls.call({ kind: 'analyze', facts });
    if (answer.kind !== 'analyzed') throw new Error(`The analysis thread answered ${answer.kind}.`);
    return answer.recording;
  }

  async simulate(input: SimulationInput): Promise<SimulationView> {
    const answer = await this.#calls.call({ kind: 'simulate', input });
    if (answer.kind !== 'simulated') throw new Error(`The analysis thread answered ${answer.kind}.`);
    return answer.view;
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}
