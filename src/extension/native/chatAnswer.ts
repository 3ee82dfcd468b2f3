import type { Overview } from '../../shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import type { Report } from '../../shared/report.ts';
import { wasteTitles } from '../../shared/wasteCategories.ts';
import { formatDollars, formatTokens } from '../statusText.ts';
import { contextOf, kindNames } from './contextNodes.ts';

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
      ? 'No request came through Headroom yet. Connect a client and send a prompt; its context appears here.'
      : 'Headroom does not run, so nothing is recorded. Start the proxy first.';
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
  const tokens = contextOf(newest);
  const full = window === undefined ? '' : `, ${Math.round((100 * tokens) / window)} % of ${formatTokens(window)}`;
  const total = composition.reduce((sum, share) => sum + share.tokens, 0) || 1;
  const kinds = composition
    .filter(share => share.tokens > 0)
    .toSorted((a, b) => b.tokens - a.tokens)
    .map(share =>
      row(kindNames[share.kind], formatTokens(share.tokens), `${Math.round((100 * share.tokens) / total)} %`),
    );
  const largest = blocks
    .toSorted((a, b) => b.tokensAfter - a.tokensAfter)
    .slice(0, 5)
    .map(block => row(cell(block.label), formatTokens(block.tokensAfter), kindNames[block.kind].toLowerCase()));
  return [
    `**${formatTokens(tokens)} tokens${full}** in “${title}” (${client}, ${model}).`,
    ['| kind | tokens | share |', '|---|--:|--:|', ...kinds].join('\n'),
    '**Largest parts**',
    ['| part | tokens | kind |', '|---|--:|---|', ...largest].join('\n'),
    newest.verdict,
  ].join('\n\n');
}

function wasteAnswer({ waste, wasteTokens }: ExchangeDetail, report: Report): string {
  if (waste.length === 0 && report.advice.length === 0) return 'No waste was found in the newest requests.';
  const advice = report.advice
    .slice(0, 5)
    .map(
      (item, index) =>
        `${index + 1}. **${wasteTitles[item.category]}: ${item.place}** (${formatTokens(item.tokens)} tokens, ~${formatDollars(item.usd)} in ${item.requests} requests). ${item.text}`,
    );
  return [`The newest request carries ${formatTokens(wasteTokens)} tokens that buy nothing.`, advice.join('\n')].join(
    '\n\n',
  );
}

function cacheAnswer({ cache }: Report): string {
  const total = cache.hot + cache.rewritten + cache.fresh || 1;
  const share = (tokens: number): string => `${formatTokens(tokens)} (${Math.round((100 * tokens) / total)} %)`;
  const breaks = cache.breaks
    .slice(0, 5)
    .map(
      ({ title, tokens, cause, byUs }) =>
        `- ${formatTokens(tokens)} tokens in “${title}”: ${cause ?? 'cause unknown'}${byUs ? ' (caused by Headroom)' : ''}`,
    );
  return [
    `Read from the cache: **${share(cache.hot)}**; written anew though they had been sent: **${share(cache.rewritten)}**; new: ${share(cache.fresh)}.`,
    breaks.length === 0 ? 'No break of the cache was seen.' : `**Breaks**\n${breaks.join('\n')}`,
  ].join('\n\n');
}

function savingsAnswer({ today, status }: Overview): string {
  const lines = [
    `Mode **${status.mode}**, profile ${status.profile}. Today: ${formatTokens(today.tokensSaved)} tokens saved, ${formatDollars(today.measuredUsd)} measured and ~${formatDollars(today.estimatedUsd)} estimated, net of what was fetched back.`,
  ];
  if (today.couldHaveSavedUsd > 0) lines.push(`Optimize could have saved ~${formatDollars(today.couldHaveSavedUsd)}.`);
  return lines.join(' ');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A label may hold what a table takes for its own. */
function cell(text: string): string {
  return `\`${text.replaceAll(/[`|\n]/g, ' ')}\``;
}
