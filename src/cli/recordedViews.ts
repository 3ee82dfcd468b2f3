import { EngineApi } from '../process/engineApi.ts';
import { findEngine } from '../process/instance/engineFileOnDisk.ts';
import { homeFolder } from '../process/instance/home.ts';
import { gatherReport, type ReportScope } from '../process/panel/gatherReport.ts';
import type { ExchangeSummary } from '../shared/records.ts';
import type { Report } from '../shared/report.ts';
import type { StoreSummary } from '../store/store.ts';
import type { Terminal } from './command.ts';
import { withRecordedStore } from './recordedStore.ts';

/** What is recorded, as a store or a running engine tells it. */
export interface RecordedViews {
  stats(): Promise<StoreSummary>;
  metrics(limit: number): Promise<readonly ExchangeSummary[]>;
  report(scope: ReportScope): Promise<Report>;
}

/** Reads the store that `--store` names; without one the running engine's, which may lie anywhere, else the home folder's. */
export async function withRecordedViews<T>(
  url: string | undefined,
  terminal: Terminal,
  work: (views: RecordedViews) => Promise<T>,
): Promise<T> {
  const home = homeFolder(terminal.environment);
  const isServed = url === undefined && (await findEngine(home)) !== undefined;
  if (isServed) return work(new EngineApi(home));
  return withRecordedStore(url, terminal, store =>
    work({
      stats: () => store.summary(),
      metrics: limit => store.metrics(limit),
      report: scope => gatherReport(store, scope, Date.now()),
    }),
  );
}
