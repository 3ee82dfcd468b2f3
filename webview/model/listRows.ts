import type { ExchangeSummary } from '../../src/shared/records.ts';
import type { Branch, Conversation, Project } from './conversations.ts';

/** One line of the list. `key` names it across updates; `level` is its depth for screen readers. */
export type ListRow =
  | { readonly kind: 'project'; readonly key: string; readonly level: 1; readonly project: Project }
  | {
      readonly kind: 'conversation';
      readonly key: string;
      readonly level: 2;
      readonly conversation: Conversation;
      readonly open: boolean;
    }
  | {
      readonly kind: 'exchange';
      readonly key: string;
      readonly level: 3 | 4;
      readonly exchange: ExchangeSummary;
      readonly number: number;
    }
  | {
      readonly kind: 'branch';
      readonly key: string;
      readonly level: 3;
      readonly branch: Branch;
      readonly newest: ExchangeSummary;
      readonly open: boolean;
    }
  | { readonly kind: 'more'; readonly key: string; readonly level: 3; readonly opens: string; readonly hidden: number };

/** How many requests an opened conversation shows before `n more requests`. */
const firstShown = 5;

/** Flattens the groups into rows; `open` holds the keys of opened rows. */
export function layOutRows(projects: readonly Project[], open: ReadonlySet<string>): readonly ListRow[] {
  const rows: ListRow[] = [];
  for (const project of projects) {
    rows.push({
      kind: 'project',
      key: `project:${project.imported ? 'imported:' : ''}${project.name}`,
      level: 1,
      project,
    });
    for (const conversation of project.conversations) {
      const key = `conversation:${conversation.id}`;
      rows.push({ kind: 'conversation', key, level: 2, conversation, open: open.has(key) });
      if (open.has(key)) rows.push(...insideRows(conversation, open));
    }
  }
  return rows;
}

function insideRows(conversation: Conversation, open: ReadonlySet<string>): readonly ListRow[] {
  const all = `all:${conversation.id}`;
  const shown = open.has(all) ? conversation.exchanges : conversation.exchanges.slice(0, firstShown);
  const hidden = conversation.exchanges.length - shown.length;
  const rows: ListRow[] = exchangeRows(shown, conversation.exchanges.length, 3);
  if (hidden > 0) rows.push({ kind: 'more', key: `more:${conversation.id}`, level: 3, opens: all, hidden });
  for (const branch of conversation.branches) {
    const newest = branch.exchanges[0];
    if (newest === undefined) continue;
    const key = `branch:${conversation.id}:${branch.name}`;
    rows.push({ kind: 'branch', key, level: 3, branch, newest, open: open.has(key) });
    if (open.has(key)) rows.push(...exchangeRows(branch.exchanges, branch.exchanges.length, 4));
  }
  return rows;
}

function exchangeRows(exchanges: readonly ExchangeSummary[], count: number, level: 3 | 4): ListRow[] {
  return exchanges.map((exchange, index) => ({
    kind: 'exchange',
    key: `exchange:${exchange.id}`,
    level,
    exchange,
    number: count - index,
  }));
}
