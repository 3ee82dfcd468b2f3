import type { ConversationTrial, ConversationTrialStep } from '../../shared/history.ts';
import type { Options } from '../../shared/options.ts';
import type { ExchangeSummary } from '../../shared/records.ts';
import type { Store } from '../../store/store.ts';
import type { HistoryThread } from './historyThread.ts';

export interface Comparison {
  readonly conversation: string;
  readonly mine: Options;
  readonly candidate: Options;
}

/** Beyond this a comparison takes longer than a person waits; the newest requests say most. */
const mostRequests = 400;

/** Replays a recorded conversation three times side by side: untouched, under the running options, and under others. */
export async function compareConversation(
  { conversation, mine, candidate }: Comparison,
  store: Pick<Store, 'exchanges' | 'exchange' | 'texts'>,
  thread: HistoryThread,
): Promise<ConversationTrial> {
  const newestFirst = await readConversationIds(store, conversation);
  const ids = newestFirst.slice(0, mostRequests).toReversed();
  await thread.ask({ kind: 'compare', mine, candidate }, 'ready');
  const steps: ConversationTrialStep[] = [];
  for (const [index, id] of ids.entries()) {
    const exchange = await store.exchange(id);
    if (exchange === undefined) continue;
    const recorded = { exchange, texts: await store.texts(id) };
    const laterRequests = ids.length - index;
    const { figures } = await thread.ask({ kind: 'compareRecorded', recorded, laterRequests }, 'compared');
    steps.push({ exchange: id, ...figures });
  }
  const older = newestFirst.length - ids.length;
  return { conversation, steps, older, missing: ids.length - steps.length };
}

async function readConversationIds(store: Pick<Store, 'exchanges'>, conversation: string): Promise<readonly string[]> {
  const found: ExchangeSummary[] = [];
  let before: number | undefined;
  do {
    const page = await store.exchanges({ limit: 1000, conversation, ...(before !== undefined && { before }) });
    found.push(...page.exchanges);
    before = page.next;
  } while (before !== undefined);
  return found.filter(({ status, tokensBefore }) => status < 400 && tokensBefore > 0).map(({ id }) => id);
}
