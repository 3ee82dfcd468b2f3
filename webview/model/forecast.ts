import type { ExchangeSummary } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';

/** How many growing requests the forecast looks back on, and how far ahead it still means something. */
const lookBack = 8;
const farthest = 40;

/**
 * In about how many requests the window is full, if the conversation goes on growing as it lately did; undefined while nobody
 * needs to know. Exchanges are one line of a conversation, newest first.
 */
export function requestsUntilFull(line: readonly ExchangeSummary[]): number | undefined {
  const [newest] = comparableRequests(line);
  const perRequest = growthPerRequest(line);
  if (newest?.window === undefined || perRequest === undefined) return undefined;
  const left = newest.window - sentContext(newest).value;
  if (left <= 0) return undefined;
  const requests = Math.ceil(left / perRequest);
  return requests <= farthest ? requests : undefined;
}

/** Tokens by which each request lately outgrew the one before; undefined while it does not grow, or too little is known. */
export function growthPerRequest(line: readonly ExchangeSummary[]): number | undefined {
  const sizes = comparableRequests(line).map(exchange => sentContext(exchange).value);
  const steps = sizes.slice(0, -1).map((size, index) => size - (sizes[index + 1] ?? size));
  // A compaction starts the growth anew; what was before it says nothing about what comes.
  const compaction = steps.findIndex(step => step < 0);
  const growth = compaction < 0 ? steps : steps.slice(0, compaction);
  if (growth.length < 3) return undefined;
  const perRequest = growth.reduce((sum, step) => sum + step, 0) / growth.length;
  return perRequest > 0 ? perRequest : undefined;
}

/**
 * The latest requests whose sizes are of one sort, newest first: counted by the provider if it lately counted any, and for one
 * model, since each has a tokenizer of its own. What was refused is no step of the conversation.
 */
export function comparableRequests(line: readonly ExchangeSummary[]): readonly ExchangeSummary[] {
  const answered = line.filter(({ status }) => status < 400);
  const newest = answered.slice(0, lookBack).find(({ usage }) => usage !== undefined) ?? answered[0];
  return answered
    .filter(({ model, usage }) => model === newest?.model && (usage === undefined) === (newest.usage === undefined))
    .slice(0, lookBack + 1);
}
