import type { ProxySession } from './engine/proxySession.ts';

export interface ChangedBlock {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** How far back to look: a conversation replays old changes, so a changed exchange is near the top or nowhere. */
const lookBack = 50;

/** The block that the newest changed exchange saved most on, fresh decisions first. */
export async function newestChangedBlock(session: Pick<ProxySession, 'query'>): Promise<ChangedBlock | undefined> {
  const { exchanges } = await session.query({ type: 'exchanges', limit: lookBack });
  const changed = exchanges.find(exchange => exchange.tokensAfter < exchange.tokensBefore);
  if (changed === undefined) return undefined;
  const { receipts } = await session.query({ type: 'exchange', id: changed.id });
  const [receipt] = receipts
    .filter(({ tokensAfter, tokensBefore }) => tokensAfter < tokensBefore)
    .toSorted(
      (one, other) =>
        Number(other.fresh === true) - Number(one.fresh === true) ||
        other.tokensBefore - other.tokensAfter - (one.tokensBefore - one.tokensAfter),
    );
  if (receipt === undefined) return undefined;
  const view = await session.query({ type: 'block', exchange: changed.id, position: receipt.block });
  return view.after === undefined ? undefined : { label: view.label, before: view.before, after: view.after };
}
