import type { ExchangeSummary } from '../../shared/records.ts';
import { l10n } from '../l10n.ts';
import type { EngineSession } from '../services.ts';

export interface Expected {
  /** As exchanges name it. */
  readonly client: string;
  /** Milliseconds since the epoch. */
  readonly since: number | undefined;
  /** What to do when none has come yet, after a colon. */
  readonly remedy: string;
  /** Which of the client's exchanges count; all of them when absent. */
  readonly which?: (exchange: ExchangeSummary) => boolean;
}

const newest = 500;

/** The live check: proof that a client arrives, or what to do. */
export async function seenFrom(session: EngineSession, expected: Expected): Promise<string> {
  if (session.status.state !== 'running') return l10n.t('The proxy is not running.');
  const { client, since = 0, remedy, which = () => true } = expected;
  const { exchanges } = await session.query({ type: 'exchanges', limit: newest });
  const seen = exchanges.filter(
    exchange => exchange.client === client && exchange.startedAt >= since && which(exchange),
  );
  const clock = new Date(expected.since ?? Date.now()).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (seen.length === 0) return l10n.t('None seen since {clock}: {remedy}.', { clock, remedy: l10n.t(remedy) });
  return seen.length === 1
    ? l10n.t('1 exchange seen from {client} since {clock}', { client, clock })
    : l10n.t('{n} exchanges seen from {client} since {clock}', { n: seen.length, client, clock });
}

/** How many of the newest exchanges are whose; nobody's while no engine answers, for a picker opens in any case. */
export async function newestByClient(session: EngineSession): Promise<ReadonlyMap<string, number>> {
  if (session.status.state !== 'running') return new Map();
  const { exchanges } = await session.query({ type: 'exchanges', limit: newest }).catch(() => ({ exchanges: [] }));
  const counts = new Map<string, number>();
  for (const { client } of exchanges) counts.set(client, (counts.get(client) ?? 0) + 1);
  return counts;
}
