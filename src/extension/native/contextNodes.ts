import { currentExchange } from '../../shared/currentExchange.ts';
import type { Overview } from '../../shared/panelProtocol.ts';
import type { BlockKind, ExchangeSummary } from '../../shared/records.ts';
import { sentContext } from '../../shared/sentTokens.ts';
import { wasteTitles } from '../../shared/wasteCategories.ts';
import { l10n } from '../l10n.ts';
import { formatDollars, formatTokens } from '../statusText.ts';

/** One line of the side bar. */
export interface ContextNode {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown. */
  readonly tooltip?: string;
  /** Name of a product icon. */
  readonly icon?: string;
  readonly opens?: { readonly exchange: string } | 'menu';
  readonly children: readonly ContextNode[];
}

const mostConversations = 30;
const gaugeCells = 5;

/** What the side bar shows: today, the gauge of the conversation at work, then every conversation by its newest request. */
export function contextNodes(
  overview: Overview,
  exchanges: readonly ExchangeSummary[],
  now: number,
): readonly ContextNode[] {
  const relayed = exchanges.filter(({ origin }) => origin === undefined);
  const conversations = newestOfEach(relayed);
  const names = namesOf(relayed);
  const nameOf = ({ conversation, title }: ExchangeSummary) => l10n.tell(names.get(conversation) ?? title);
  const newest = currentExchange(relayed.toSorted((a, b) => b.startedAt - a.startedAt));
  return [
    todayNode(overview),
    ...(newest === undefined ? [] : gaugeNode(newest, nameOf(newest))),
    ...conversations.slice(0, mostConversations).map(exchange => conversationNode(exchange, nameOf(exchange), now)),
  ];
}

function newestOfEach(exchanges: readonly ExchangeSummary[]): readonly ExchangeSummary[] {
  const newest = new Map<string, ExchangeSummary>();
  for (const exchange of exchanges) {
    const known = newest.get(exchange.conversation);
    if (known === undefined || known.startedAt < exchange.startedAt) newest.set(exchange.conversation, exchange);
  }
  return [...newest.values()].toSorted((a, b) => b.startedAt - a.startedAt);
}

/** A conversation is named as in the panel: by its first request, and by a branch's only where it has no main line. */
function namesOf(exchanges: readonly ExchangeSummary[]): ReadonlyMap<string, string> {
  const first = new Map<string, ExchangeSummary>();
  for (const exchange of exchanges.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const known = first.get(exchange.conversation);
    const isBetter = known?.branch !== undefined && exchange.branch === undefined;
    if (known === undefined || isBetter) first.set(exchange.conversation, exchange);
  }
  return new Map([...first].map(([conversation, { title }]) => [conversation, title]));
}

function todayNode({ status, today }: Overview): ContextNode {
  const saved =
    today.tokensSaved > 0
      ? l10n.t('{tokens} saved today', { tokens: formatTokens(today.tokensSaved) })
      : l10n.t('nothing saved today');
  const money = l10n.t('{measured} measured, ~{estimated} estimated, net.', {
    measured: formatDollars(today.measuredUsd),
    estimated: formatDollars(today.estimatedUsd),
  });
  const possible =
    today.couldHaveSavedUsd > 0
      ? ` ${l10n.t('Optimize could have saved ~{usd}.', { usd: formatDollars(today.couldHaveSavedUsd) })}`
      : '';
  return {
    id: 'today',
    label: status.state === 'running' ? `${status.mode}, ${status.profile}` : l10n.t('not running'),
    description: saved,
    tooltip: `${money}${possible}`,
    icon: 'pulse',
    opens: 'menu',
    children: [],
  };
}

function gaugeNode(exchange: ExchangeSummary, name: string): readonly ContextNode[] {
  const { window } = exchange;
  if (window === undefined || window === 0) return [];
  const tokens = sentContext(exchange).value;
  const share = tokens / window;
  const filled = Math.min(gaugeCells, Math.round(share * gaugeCells));
  const size = l10n.t('{tokens} of {window}', { tokens: formatTokens(tokens), window: formatTokens(window) });
  return [
    {
      id: 'gauge',
      label: l10n.t('{share} % full', { share: Math.round(share * 100) }),
      description: `${'▰'.repeat(filled)}${'▱'.repeat(gaugeCells - filled)} ${size}`,
      tooltip: l10n.t('The context of “{title}” in {model}.', { title: name, model: exchange.model }),
      icon: share > 0.8 ? 'warning' : 'dashboard',
      opens: { exchange: exchange.id },
      children: [],
    },
  ];
}

function conversationNode(exchange: ExchangeSummary, name: string, now: number): ContextNode {
  const { id, client, title, project, model, conversation, verdict, startedAt } = exchange;
  return {
    id: conversation,
    label: name,
    description: `${client} · ${formatTokens(sentContext(exchange).value)} · ${ago(now - startedAt)}`,
    tooltip: [`**${l10n.tell(title)}**`, `${client}, ${model}, ${project}`, l10n.tell(verdict)]
      .filter(Boolean)
      .join('\n\n'),
    icon: 'comment-discussion',
    opens: { exchange: id },
    children: [...compositionNodes(exchange), ...wasteNode(exchange)],
  };
}

function compositionNodes(exchange: ExchangeSummary): readonly ContextNode[] {
  const { id, conversation, composition = [] } = exchange;
  const total = composition.reduce((sum, { tokens }) => sum + tokens, 0);
  return composition
    .filter(({ tokens }) => tokens > 0)
    .toSorted((a, b) => b.tokens - a.tokens)
    .map(({ kind, tokens }) => ({
      id: `${conversation}/${kind}`,
      label: l10n.t(kindNames[kind]),
      description: `${formatTokens(tokens)} · ${Math.round((100 * tokens) / total)} %`,
      opens: { exchange: id },
      children: [],
    }));
}

function wasteNode({ id, conversation, wasteTokens, largestWaste }: ExchangeSummary): readonly ContextNode[] {
  if (largestWaste === undefined || wasteTokens === 0) return [];
  return [
    {
      id: `${conversation}/waste`,
      label: l10n.t('Waste'),
      description: l10n.t('{tokens}, most of it: {kind}', {
        tokens: formatTokens(wasteTokens),
        kind: l10n.t(wasteTitles[largestWaste.category]),
      }),
      icon: 'flame',
      opens: { exchange: id },
      children: [],
    },
  ];
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return l10n.t('now');
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : l10n.t('{n} d', { n: Math.floor(minutes / 1440) });
}

/** In the plural, as people say them. */
export const kindNames: Readonly<Record<BlockKind, string>> = {
  toolDefinition: 'Tool definitions',
  system: 'System text',
  userText: 'Your text',
  assistantText: 'Answers',
  thinking: 'Thinking',
  toolCall: 'Tool calls',
  toolResult: 'Tool results',
  image: 'Images',
  document: 'Documents',
  opaque: 'Other',
};
