import { basename } from 'node:path';
import { parseTree } from 'jsonc-parser';
import type { Presence, ServerPresence } from '../../shared/presence.ts';
import { l10n } from '../l10n.ts';
import { formatDollars, formatTokens } from '../statusText.ts';

/** A sentence above a line of a file; lines count from 0. */
export interface FileNote {
  readonly line: number;
  readonly text: string;
}

export interface NotedFile {
  readonly path: string;
  readonly text: string;
  /** Tokens of the text itself; estimated for most models. */
  readonly tokens: number;
}

/** Files that agents read at the start of every conversation, and lists of servers whose tools go with every request. */
export const notedFiles: readonly string[] = [
  '**/{CLAUDE,CLAUDE.local,AGENTS,GEMINI,SKILL}.md',
  '**/copilot-instructions.md',
  '**/{.mcp,mcp}.json',
];

/** What this file costs, for the person who can shorten it. */
export function notesFor(file: NotedFile, presence: Presence): readonly FileNote[] {
  return file.path.endsWith('.json') ? serverNotes(file.text, presence) : instructionNotes(file, presence);
}

function instructionNotes({ path, tokens }: NotedFile, { instructions, requests }: Presence): readonly FileNote[] {
  const name = basename(path);
  const size = l10n.t('~{tokens} tokens', { tokens: formatTokens(tokens) });
  const seen = instructions.find(known => known.name === name);
  if (name === 'SKILL.md' && seen === undefined)
    return [{ line: 0, text: l10n.t('{size} when an agent opens this skill', { size }) }];
  if (seen === undefined) {
    const text = l10n.t('{size} in every request of an agent that reads this file', { size });
    const none = l10n.t('in none of {n} recorded requests this week', { n: requests });
    return [{ line: 0, text: requests === 0 ? text : `${text}; ${none}` }];
  }
  // The client's words around the file, and other files of the same name, are not this file's.
  const share = seen.tokens === 0 ? 1 : Math.min(1, tokens / seen.tokens);
  const cost = seen.usd * share >= 0.005 ? `, ~${formatDollars(seen.usd * share)}` : '';
  return [
    {
      line: 0,
      text: l10n.t('{size} in each of {requests} this week', { size, requests: requestsText(seen.requests) }) + cost,
    },
  ];
}

function serverNotes(text: string, presence: Presence): readonly FileNote[] {
  const root = parseTree(text);
  const lists = (root?.children ?? []).filter(({ children }) =>
    ['mcpServers', 'servers'].includes(children?.[0]?.value),
  );
  return lists
    .flatMap(({ children }) => children?.[1]?.children ?? [])
    .flatMap(({ offset, children }) => {
      const name: unknown = children?.[0]?.value;
      const server = presence.servers.find(known => known.name === normalName(name));
      return server === undefined ? [] : [{ line: lineAt(text, offset), text: serverNote(server) }];
    });
}

function serverNote({ tools, tokens, requests, usd, conversations, callers }: ServerPresence): string {
  const among = conversationsText(conversations);
  return [
    tools === 1 ? l10n.t('1 tool') : l10n.t('{n} tools', { n: tools }),
    l10n.t('{tokens} tokens in each of {requests}', {
      tokens: formatTokens(tokens),
      requests: requestsText(requests),
    }),
    callers === 0
      ? l10n.t('never called in {conversations}', { conversations: among })
      : l10n.t('called in {n} of {conversations}', { n: callers, conversations: among }),
    ...(usd >= 0.005 ? [l10n.t('~{usd} this week', { usd: formatDollars(usd) })] : []),
  ].join(', ');
}

/** Clients write other characters than these as `_` in the names of tools. */
function normalName(name: unknown): string {
  return String(name).replaceAll(/[^\w-]/g, '_');
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

function requestsText(n: number): string {
  return n === 1 ? l10n.t('1 request') : l10n.t('{n} requests', { n });
}

function conversationsText(n: number): string {
  return n === 1 ? l10n.t('1 conversation') : l10n.t('{n} conversations', { n });
}
