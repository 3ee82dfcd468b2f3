import type { TextHit } from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import type { Branch, Conversation, Project } from './conversations.ts';
import type { TextHits } from './search.ts';

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
      /** Where a text that is looked for stands in it. */
      readonly hit?: TextHit;
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

export interface RowLayout {
  /** Keys of opened rows. */
  readonly open: ReadonlySet<string>;
  /** What each request is called by, however the list is narrowed. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Where a text was found: then everything is open, and each request says where in it. */
  readonly textHits?: TextHits | undefined;
}

/** Flattens the groups into rows. */
export function layOutRows(projects: readonly Project[], layout: RowLayout): readonly ListRow[] {
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
      const open = isOpen(layout, key);
      rows.push({ kind: 'conversation', key, level: 2, conversation, open });
      if (open) rows.push(...insideRows(conversation, layout));
    }
  }
  return rows;
}

function insideRows(conversation: Conversation, layout: RowLayout): readonly ListRow[] {
  const all = `all:${conversation.id}`;
  const shown = isOpen(layout, all) ? conversation.exchanges : conversation.exchanges.slice(0, firstShown);
  const hidden = conversation.exchanges.length - shown.length;
  const rows: ListRow[] = exchangeRows(shown, 3, layout);
  if (hidden > 0) rows.push({ kind: 'more', key: `more:${conversation.id}`, level: 3, opens: all, hidden });
  for (const branch of conversation.branches) {
    const newest = branch.exchanges[0];
    if (newest === undefined) continue;
    const key = `branch:${conversation.id}:${branch.name}`;
    const open = isOpen(layout, key);
    rows.push({ kind: 'branch', key, level: 3, branch, newest, open });
    if (open) rows.push(...exchangeRows(branch.exchanges, 4, layout));
  }
  return rows;
}

function isOpen({ open, textHits }: RowLayout, key: string): boolean {
  return textHits !== undefined || open.has(key);
}

function exchangeRows(exchanges: readonly ExchangeSummary[], level: 3 | 4, layout: RowLayout): ListRow[] {
  return exchanges.map(exchange => {
    const hit = layout.textHits?.get(exchange.id);
    const number = layout.numbers.get(exchange.id) ?? 0;
    return {
      kind: 'exchange',
      key: `exchange:${exchange.id}`,
      level,
      exchange,
      number,
      ...(hit !== undefined && { hit }),
    };
  });
}
