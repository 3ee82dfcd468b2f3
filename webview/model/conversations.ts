import type { ExchangeSummary } from '../../src/shared/records.ts';
import { type SplitSum, sumCosts } from './figures.ts';

export interface Branch {
  readonly name: string;
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly project: string;
  /** The main line, newest first; never empty (a conversation of branches only takes its first branch). */
  readonly exchanges: readonly ExchangeSummary[];
  readonly newest: ExchangeSummary;
  readonly branches: readonly Branch[];
  readonly cost: SplitSum;
}

export interface Project {
  readonly name: string;
  /** True for what was imported: it is listed apart, so that no sum mixes it with what was really relayed. */
  readonly imported: boolean;
  readonly conversations: readonly Conversation[];
  readonly cost: SplitSum;
}

/** Groups exchanges (newest first) by project and conversation; the one with the newest exchange comes first. */
export function groupByProject(exchanges: readonly ExchangeSummary[]): readonly Project[] {
  const projects = groupBy(
    exchanges,
    ({ project, origin }) => `${origin === undefined ? 'live' : 'imported'}:${project}`,
  );
  return [...projects.values()].map(ofProject => ({
    name: ofProject[0]?.project ?? '',
    imported: ofProject[0]?.origin !== undefined,
    conversations: [...groupBy(ofProject, exchange => exchange.conversation).values()].flatMap(
      ofConversation => gatherConversation(ofConversation) ?? [],
    ),
    cost: sumCosts(ofProject),
  }));
}

export function findConversation(exchanges: readonly ExchangeSummary[], id: string): Conversation | undefined {
  return gatherConversation(exchanges.filter(exchange => exchange.conversation === id));
}

/** One conversation from its exchanges, newest first. */
export function gatherConversation(exchanges: readonly ExchangeSummary[]): Conversation | undefined {
  const lines = groupBy(exchanges, exchange => exchange.branch ?? '');
  const main = lines.get('') ?? lines.values().next().value;
  const newest = main?.[0];
  const oldest = main?.at(-1);
  if (main === undefined || newest === undefined || oldest === undefined) return undefined;
  return {
    id: newest.conversation,
    title: oldest.title,
    project: newest.project,
    exchanges: main,
    newest,
    branches: [...lines].filter(([, line]) => line !== main).map(([name, line]) => ({ name, exchanges: line })),
    cost: sumCosts(exchanges),
  };
}

/** Requests are counted from 1 in each line of a conversation, oldest first. */
export function requestNumber(conversation: Conversation, id: string): number {
  const lines = [conversation, ...conversation.branches];
  for (const { exchanges } of lines) {
    const index = exchanges.findIndex(exchange => exchange.id === id);
    if (index >= 0) return exchanges.length - index;
  }
  return 0;
}

/** The same numbers for every request at once. Exchanges are newest first. */
export function requestNumbers(exchanges: readonly ExchangeSummary[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { id, conversation, branch = '' } of exchanges.toReversed()) {
    const line = `${conversation}\n${branch}`;
    const number = (counts.get(line) ?? 0) + 1;
    counts.set(line, number);
    numbers.set(id, number);
  }
  return numbers;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
