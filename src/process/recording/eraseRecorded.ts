import type { Store } from '../../store/store.ts';
import type { AnalysisThread } from './analysisThread.ts';
import type { ExchangeRecorder } from './exchangeRecorder.ts';
import type { SavingKeeper } from './savingKeeper.ts';

export interface RecordedParts {
  readonly store: Pick<Store, 'wipe'>;
  readonly recorder: Pick<ExchangeRecorder, 'flush'>;
  readonly analysis: Pick<AnalysisThread, 'forget'>;
  readonly savings: Pick<SavingKeeper, 'forget'>;
}

/** Leaves nothing of what was recorded, on disk or in memory: what memory still knew would be written again later. */
export async function eraseRecorded({ store, recorder, analysis, savings }: RecordedParts): Promise<void> {
  // What is on its way to the store would arrive there after the wipe.
  await recorder.flush();
  await analysis.forget();
  await savings.forget();
  await store.wipe();
}
