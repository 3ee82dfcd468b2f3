import type { ExchangeSummary } from '../shared/records.ts';

/** What an exchange saved or, in audit and simulate, could have saved. The sources are never added to each other. */
export interface Saving {
  readonly source: 'measured' | 'estimated' | 'possible';
  readonly tokens: number;
  /** US dollars. */
  readonly usd: number;
}

/** Net savings are the analysis's; an exchange has real ones, possible ones, or none. */
export function savingOf({ saved, couldSave }: ExchangeSummary): Saving {
  if (saved !== undefined) return saved;
  if (couldSave !== undefined) return { source: 'possible', ...couldSave };
  return { source: 'estimated', tokens: 0, usd: 0 };
}
