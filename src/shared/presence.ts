import { currentExchange } from './currentExchange.ts';
import { mcpServerOf } from './mcpServerOf.ts';
import type { ExchangeDetail } from './records.ts';
import { type SentBlock, sentBlocks } from './sentTokens.ts';

/** What lies in the contexts of agents by file and server, for the places where a person can change it. */
export interface Presence {
  /** The request that shows where work stands. */
  readonly now?: PresenceNow;
  /** Instruction files by name, e.g. `CLAUDE.md`. */
  readonly instructions: readonly InstructionPresence[];
  readonly servers: readonly ServerPresence[];
  /** Requests and conversations that were looked into. */
  readonly requests: number;
  readonly conversations: number;
}

export interface PresenceNow {
  readonly exchange: string;
  readonly title: string;
  readonly client: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly files: readonly FilePresence[];
}

export interface FilePresence {
  readonly path: string;
  readonly tokens: number;
  /** How often its text is there. */
  readonly times: number;
}

export interface InstructionPresence {
  readonly name: string;
  /** With the newest request that carries it; the client's words around it are included. */
  readonly tokens: number;
  readonly requests: number;
  /** US dollars over these requests; estimated. */
  readonly usd: number;
}

/** The definitions of one MCP server's tools. */
export interface ServerPresence {
  readonly name: string;
  readonly tools: number;
  /** With the newest request that carries them. */
  readonly tokens: number;
  readonly requests: number;
  readonly usd: number;
  readonly conversations: number;
  /** Conversations that called one of them. */
  readonly callers: number;
}

const instructionName = /^[\w.-]+\.md$/;

/** Sums up requests with their blocks, newest first. Pure: equal rows give equal figures. */
export function makePresence(details: readonly ExchangeDetail[]): Presence {
  const instructions = new Map<string, InstructionPresence>();
  const servers = new Map<string, ServerTally>();
  for (const detail of details) {
    const sent = sentBlocks(detail);
    const usdPerToken = promptPrice(detail, tokensOf(sent));
    for (const [name, tokens] of instructionsIn(sent)) {
      const known = instructions.get(name) ?? { name, tokens, requests: 0, usd: 0 };
      instructions.set(name, { ...known, requests: known.requests + 1, usd: known.usd + tokens * usdPerToken });
    }
    for (const [name, blocks] of serversIn(sent)) {
      const tally = servers.get(name) ?? newTally(name, blocks);
      tally.add(detail.conversation, blocks, usdPerToken);
      servers.set(name, tally);
    }
    for (const name of calledServers(sent)) servers.get(name)?.callers.add(detail.conversation);
  }
  const current = currentExchange(details);
  return {
    ...(current !== undefined && { now: presenceNow(current) }),
    instructions: [...instructions.values()].toSorted((a, b) => b.usd - a.usd || b.tokens - a.tokens),
    servers: [...servers.values()].map(tally => tally.sum()).toSorted((a, b) => b.usd - a.usd || b.tokens - a.tokens),
    requests: details.length,
    conversations: new Set(details.map(({ conversation }) => conversation)).size,
  };
}

function presenceNow(exchange: ExchangeDetail): PresenceNow {
  const { id, title, client, startedAt } = exchange;
  const files = new Map<string, FilePresence>();
  for (const { kind, subject, tokensSent } of sentBlocks(exchange)) {
    if (kind !== 'toolResult' || subject === undefined || !isPath(subject)) continue;
    const known = files.get(subject) ?? { path: subject, tokens: 0, times: 0 };
    files.set(subject, { path: subject, tokens: known.tokens + tokensSent, times: known.times + 1 });
  }
  return { exchange: id, title, client, at: startedAt, files: [...files.values()] };
}

/** A call's subject is a path or a shell command; a command has words. */
function isPath(subject: string): boolean {
  return /^(?:[/~]|\.{1,2}\/|[A-Za-z]:[\\/])[^\n]*$/.test(subject) || /^[\w.@-]+(?:\/[\w.@-]+)*\.\w+$/.test(subject);
}

function instructionsIn(blocks: readonly SentBlock[]): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  for (const { kind, label, tokensSent } of blocks) {
    if ((kind !== 'system' && kind !== 'userText') || !instructionName.test(label)) continue;
    tokens.set(label, (tokens.get(label) ?? 0) + tokensSent);
  }
  return tokens;
}

function serversIn(blocks: readonly SentBlock[]): ReadonlyMap<string, readonly SentBlock[]> {
  const servers = Map.groupBy(blocks, ({ kind, tool }) => (kind === 'toolDefinition' ? (mcpServerOf(tool) ?? '') : ''));
  servers.delete('');
  return servers;
}

function calledServers(blocks: readonly SentBlock[]): ReadonlySet<string> {
  const names = blocks.map(({ kind, tool }) => (kind === 'toolCall' ? mcpServerOf(tool) : undefined));
  return new Set(names.filter(name => name !== undefined));
}

interface ServerTally {
  readonly callers: Set<string>;
  add(conversation: string, blocks: readonly SentBlock[], usdPerToken: number): void;
  sum(): ServerPresence;
}

function newTally(name: string, newest: readonly SentBlock[]): ServerTally {
  const conversations = new Set<string>();
  const callers = new Set<string>();
  let [requests, usd] = [0, 0];
  return {
    callers,
    add(conversation, blocks, usdPerToken) {
      conversations.add(conversation);
      requests += 1;
      usd += tokensOf(blocks) * usdPerToken;
    },
    sum: () => ({
      ...{ name, tools: newest.length, tokens: tokensOf(newest), requests, usd },
      conversations: conversations.size,
      callers: callers.size,
    }),
  };
}

function tokensOf(blocks: readonly SentBlock[]): number {
  return blocks.reduce((sum, { tokensSent }) => sum + tokensSent, 0);
}

/** What a token of this prompt cost on average over its cache tiers, in US dollars. */
function promptPrice({ cost }: ExchangeDetail, tokens: number): number {
  if (cost === undefined || tokens === 0) return 0;
  return (cost.input + cost.cacheRead + cost.cacheWrite) / tokens;
}
