import type { ExchangeSummary } from './records.ts';

/** How long ago an agent may have asked last, in milliseconds, so that a request beside it does not stand for its work. */
const besideMs = 600_000;

/**
 * The request that shows where work stands now; exchanges come newest first. Clients ask small models for titles and
 * summaries beside their agents, in requests that offer no tools: these are passed over while the agent is at work.
 */
export function currentExchange<
  Exchange extends Pick<ExchangeSummary, 'client' | 'startedAt' | 'composition' | 'origin'>,
>(exchanges: readonly Exchange[]): Exchange | undefined {
  const live = exchanges.filter(({ origin }) => origin === undefined);
  const [newest] = live;
  if (newest === undefined) return undefined;
  const isBeside = ({ client, startedAt }: Exchange): boolean =>
    client === newest.client && newest.startedAt - startedAt <= besideMs;
  return live.find(exchange => isBeside(exchange) && offersTools(exchange)) ?? newest;
}

function offersTools({ composition = [] }: Pick<ExchangeSummary, 'composition'>): boolean {
  return composition.some(({ kind, tokens }) => kind === 'toolDefinition' && tokens > 0);
}
