import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import type { Calibration } from '../../engine/tokens/calibration.ts';
import type { SimulationView } from '../../shared/panelProtocol.ts';
import type { SimulationInput } from '../onDemand/simulation.ts';
import { WorkerCalls } from '../threads/workerCalls.ts';
import type { CalibrationKeeper } from './calibrationKeeper.ts';
import type { ConversationKeeper } from './conversationKeeper.ts';
import type { PlacedRequest } from './conversationTrees.ts';

/** What the analysis thread is asked. The calibration comes along, so that a thread that was replaced has it too. */
export type AnalysisQuestion = { readonly calibration: Calibration } & (
  | { readonly kind: 'analyze'; readonly facts: ExchangeFacts }
  | { readonly kind: 'simulate'; readonly input: SimulationInput }
  | { readonly kind: 'restore'; readonly requests: readonly PlacedRequest[] }
  | { readonly kind: 'forget' }
);

export type AnalysisAnswer =
  | { readonly kind: 'analyzed'; readonly recording: ExchangeRecording }
  | { readonly kind: 'simulated'; readonly view: SimulationView }
  | { readonly kind: 'restored' }
  | { readonly kind: 'forgotten' };

/** An analysis of a large first request takes a fraction of a second; this is for texts that nobody foresaw. */
const stuckMs = 60_000;

/** What outlives the thread. */
export interface AnalysisMemory {
  readonly calibration: CalibrationKeeper;
  readonly conversations: ConversationKeeper;
}

/** The thread in which everything is counted, analysed and simulated, so that the relay never waits for it. */
export class AnalysisThread {
  readonly #calls: WorkerCalls<AnalysisQuestion, AnalysisAnswer>;
  readonly #calibration: CalibrationKeeper;
  readonly #conversations: ConversationKeeper;

  constructor(workerUrl: URL, { calibration, conversations }: AnalysisMemory) {
    this.#calibration = calibration;
    this.#conversations = conversations;
    // A thread that replaces another one knows as much as that.
    const greeting = (): AnalysisQuestion => ({
      kind: 'restore',
      requests: conversations.current(),
      calibration: calibration.current,
    });
    this.#calls = new WorkerCalls(workerUrl, { timeoutMs: stuckMs, greeting });
  }

  start(): void {
    this.#calls.start();
  }

  async analyze(facts: ExchangeFacts): Promise<ExchangeRecording> {
    const answer = await this.#calls.call({ kind: 'analyze', facts, calibration: this.#calibration.current });
    if (answer.kind !== 'analyzed') throw new Error(`The analysis thread answered ${answer.kind}.`);
    const { lesson, node } = answer.recording;
    if (lesson !== undefined) this.#calibration.learn(lesson);
    if (node !== undefined) this.#conversations.keep({ project: facts.project, node });
    return answer.recording;
  }

  async simulate(input: SimulationInput): Promise<SimulationView> {
    const answer = await this.#calls.call({ kind: 'simulate', input, calibration: this.#calibration.current });
    if (answer.kind !== 'simulated') throw new Error(`The analysis thread answered ${answer.kind}.`);
    return answer.view;
  }

  /** Begins again with an empty memory. */
  async forget(): Promise<void> {
    await this.#conversations.forget();
    await this.#calls.call({ kind: 'forget', calibration: this.#calibration.current });
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}
