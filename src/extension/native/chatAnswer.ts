import type { Overview } from '../../shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import type { Report } from '../../shared/report.ts';
import { sentContext } from '../../shared/sentTokens.ts';
import { wasteTitles } from '../../shared/wasteCategories.ts';
import { l10n } from '../l10n.ts';
import { formatDollars, formatTokens } from '../statusText.ts';
import { kindNames } from './contextNodes.ts';

/** What `@headroom` can be asked. Other questions get the first answer. */
export const chatTopics = {
  context: 'What fills the context of the newest conversation',
  waste: 'What buys nothing, and what to do about it',
  cache: 'Where the prompt cache held and what broke it',
  savings: 'What was saved, and what could be',
} as const;
export type ChatTopic = keyof typeof chatTopics;

export interface ChatFacts {
  readonly overview: Overview;
  /** The newest request with its blocks; absent when nothing was recorded. */
  readonly newest: ExchangeDetail | undefined;
  /** Of the last week. */
  readonly report: Report | undefined;
}

/** The answer in Markdown. It is computed from recorded rows: no model is asked, and none can invent a figure. */
export function chatAnswer(topic: ChatTopic, facts: ChatFacts): string {
  const { newest, overview, report } = facts;
  if (newest === undefined || report === undefined) {
    return overview.status.state === 'running'
      ? l10n.t('No request came through Headroom yet. Connect a client and send a prompt; its context appears here.')
      : l10n.t('Headroom does not run, so nothing is recorded. Start the proxy first.');
  }
  switch (topic) {
    case 'context':
      return contextAnswer(newest);
    case 'waste':
      return wasteAnswer(newest, report);
    case 'cache':
      return cacheAnswer(report);
    case 'savings':
      return savingsAnswer(overview);
  }
}

/** Finds the topic in a free question, so that "why is my context full?" needs no command. */
export function topicOf(command: string | undefined, prompt: string): ChatTopic {
  if (isTopic(command)) return command;
  if (/\bcach/i.test(prompt)) return 'cache';
  if (/\bwast|\brecommend|\bimprove|\breduce|\bshrink/i.test(prompt)) return 'waste';
  if (/\bsav(?:e|ed|ing)|\bcost|\bmoney|\bcheap/i.test(prompt)) return 'savings';
  return 'context';
}

function isTopic(command: string | undefined): command is ChatTopic {
  return command !== undefined && Object.hasOwn(chatTopics, command);
}

function contextAnswer(newest: ExchangeDetail): string {
  const { title, client, model, window, blocks, composition = [] } = newest;
  const tokens = sentContext(newest).value;
  const size = { tokens: formatTokens(tokens), title, client, model };
  const total = composition.reduce((sum, share) => sum + share.tokens, 0) || 1;
  const kinds = composition
    .filter(share => share.tokens > 0)
    .toSorted((a, b) => b.tokens - a.tokens)
    .map(share =>
      row(l10n.t(kindNames[share.kind]), formatTokens(share.tokens), `${Math.round((100 * share.tokens) / total)} %`),
    );
  const largest = blocks
    .toSorted((a, b) => b.tokensAfter - a.tokensAfter)
    .slice(0, 5)
    .map(
      ({ label, kind, tokensAfter }) =>
        `- **${formatTokens(tokensAfter)}** ${l10n.t(kindNames[kind])}: ${quoted(l10n.tell(label))}`,
    );
  return [
    window === undefined
      ? l10n.t('**{tokens} tokens** in “{title}” ({client}, {model}).', size)
      : l10n.t('**{tokens} tokens, {share} % of {window}** in “{title}” ({client}, {model}).', {
          ...size,
          share: Math.round((100 * tokens) / window),
          window: formatTokens(window),
        }),
    [row(l10n.t('kind'), l10n.t('tokens'), l10n.t('share')), '|---|--:|--:|', ...kinds].join('\n'),
    l10n.t('**Largest parts**'),
    largest.join('\n'),
    l10n.tell(newest.verdict),
  ].join('\n\n');
}

function wasteAnswer({ waste, wasteTokens }: ExchangeDetail, report: Report): string {
  if (waste.length === 0 && report.advice.length === 0) return l10n.t('No waste was found in the newest requests.');
  const advice = report.advice
    .slice(0, 5)
    .map(
      (item, index) =>
        `${index + 1}. **${l10n.t(wasteTitles[item.category])}: ${l10n.tell(item.place)}** (${l10n.t('{tokens} tokens, ~{usd} in {n} requests', { tokens: formatTokens(item.tokens), usd: formatDollars(item.usd), n: item.requests })}). ${l10n.tell(item.text)}`,
    );
  const sum = l10n.t('The newest request carries {tokens} tokens that buy nothing.', {
    tokens: formatTokens(wasteTokens),
  });
  return [sum, advice.join('\n')].join('\n\n');
}

function cacheAnswer({ cache }: Report): string {
  const total = cache.hot + cache.rewritten + cache.fresh || 1;
  const share = (tokens: number): string => `${formatTokens(tokens)} (${Math.round((100 * tokens) / total)} %)`;
  const breaks = cache.breaks
    .slice(0, 5)
    .map(
      ({ title, tokens, cause, byUs }) =>
        `- ${l10n.t('{tokens} tokens in “{title}”', { tokens: formatTokens(tokens), title })}: ${cause === undefined ? l10n.t('cause unknown') : l10n.tell(cause)}${byUs ? ` (${l10n.t('caused by Headroom')})` : ''}`,
    );
  return [
    l10n.t('Read from the cache: **{hot}**; written anew though they had been sent: **{rewritten}**; new: {fresh}.', {
      hot: share(cache.hot),
      rewritten: share(cache.rewritten),
      fresh: share(cache.fresh),
    }),
    breaks.length === 0 ? l10n.t('No break of the cache was seen.') : `${l10n.t('**Breaks**')}\n${breaks.join('\n')}`,
  ].join('\n\n');
}

function savingsAnswer({ today, status }: Overview): string {
  const lines = [
    l10n.t(
      'Mode **{mode}**, profile {profile}. Today: {tokens} tokens saved, {measured} measured and ~{estimated} estimated, net of what was fetched back.',
      {
        ...{ mode: status.mode, profile: status.profile, tokens: formatTokens(today.tokensSaved) },
        ...{ measured: formatDollars(today.measuredUsd), estimated: formatDollars(today.estimatedUsd) },
      },
    ),
  ];
  if (today.couldHaveSavedUsd > 0)
    lines.push(l10n.t('Optimize could have saved ~{usd}.', { usd: formatDollars(today.couldHaveSavedUsd) }));
  return lines.join(' ');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A label may hold what Markdown takes for its own. */
function quoted(text: string): string {
  return `\`${text.replaceAll(/[`\n]/g, ' ')}\``;
}
