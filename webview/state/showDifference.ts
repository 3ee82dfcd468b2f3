import type { BlockView } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import type { Host } from '../host/host.ts';
import { findConversation } from '../model/conversations.ts';
import { firstUnlike } from '../model/firstUnlike.ts';
import { t } from '../text/t.ts';
import type { Arrangement } from './arrangement.ts';
import { allExchanges, type Happening, type PanelState } from './panelState.ts';

export interface DifferenceParts {
  readonly host: Host;
  readonly happen: (happening: Happening) => void;
  readonly state: () => PanelState;
  readonly arrange: (change: Partial<Arrangement>) => void;
}

/**
 * Shows the block at which a request parted from the one before it, so that the cache was lost: what stood there, and what
 * stands there now. An editor opens its own diff at the first difference; the page shows the two texts itself.
 */
export async function showDifference(detail: ExchangeDetail, parts: DifferenceParts): Promise<void> {
  const { host, happen, arrange } = parts;
  const earlier = precedingExchange(detail, parts.state());
  const before = earlier === undefined ? undefined : await host.ask({ type: 'exchange', id: earlier });
  const position = before === undefined ? undefined : firstUnlike(before.blocks, detail.blocks);
  if (before === undefined || position === undefined) throw new Error(t('difference.gone'));
  const [then, now] = await Promise.all(
    [before, detail].map(({ id }) => host.ask({ type: 'block', exchange: id, position })),
  );
  const texts = { title: detail.blocks[position]?.label ?? '', before: sentText(then), after: sentText(now) };
  if (host.can('openDiff')) return host.act({ type: 'openDiff', ...texts, of: 'requests' });
  happen({ type: 'differenceShown', difference: { exchange: detail.id, block: position, ...texts } });
  arrange({ block: position });
}

/** The request that the engine compared with; where it is not named, the one before in the same line. */
function precedingExchange({ id, parent, conversation }: ExchangeDetail, state: PanelState): string | undefined {
  if (parent !== undefined) return parent;
  const found = findConversation(allExchanges(state), conversation);
  const lines = found === undefined ? [] : [found.exchanges, ...found.branches.map(({ exchanges }) => exchanges)];
  const line = lines.find(exchanges => exchanges.some(each => each.id === id)) ?? [];
  return line[line.findIndex(each => each.id === id) + 1]?.id;
}

function sentText(view: BlockView | undefined): string {
  return view?.after ?? view?.before ?? '';
}
