import type { ExchangeSummary } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { breakCost, brokenTokens, partsFactor, sentWaste } from './figures.ts';
import { amountsByGroup, type KindGroup } from './kinds.ts';

/** One bar of the timeline. The parts add up to `total`. */
export interface TimelinePoint {
  readonly exchange: ExchangeSummary;
  /** Counted from 1. */
  readonly number: number;
  readonly total: number;
  readonly measured: boolean;
  readonly waste: number;
  /** Useful tokens by kind; empty when the composition is unknown, then the rest of the bar is `unsplit`. */
  readonly useful: Readonly<Partial<Record<KindGroup, number>>>;
  readonly unsplit: number;
  /** Undefined where the size of the request before is not of the same sort. */
  readonly added: number | undefined;
  readonly cost: { readonly cached: number; readonly fresh: number; readonly rewritten: number };
}

export type TimelineEventKind = 'cacheBroken' | 'compacted' | 'model' | 'mode';

export interface TimelineEvent {
  readonly kind: TimelineEventKind;
  readonly number: number;
  /** The new model or mode; empty for the others. */
  readonly detail: string;
}

/** Bars of one line of a conversation. Exchanges come newest first, points oldest first. */
export function timelinePoints(exchanges: readonly ExchangeSummary[]): readonly TimelinePoint[] {
  const oldestFirst = [...exchanges].reverse();
  const contexts = oldestFirst.map(sentContext);
  return oldestFirst.map((exchange, index) => {
    const context = sentContext(exchange);
    const before = comparableBefore(contexts, index);
    // Our shares are scaled to the provider's total, so that the bar has the measured height.
    const scale = partsFactor(exchange);
    const amounts = amountsByGroup(exchange.composition ?? []);
    const useful = Object.fromEntries(
      amounts.map(({ group, tokens, waste }) => [group, Math.max(0, tokens - waste) * scale]),
    );
    const waste = sentWaste(exchange);
    const split = Object.values(useful).reduce((sum, tokens) => sum + tokens, 0);
    return {
      exchange,
      number: index + 1,
      total: context.value,
      measured: context.measured,
      waste,
      useful,
      unsplit: Math.max(0, context.value - waste - split),
      added: index === 0 ? context.value : before && context.value - before.value,
      cost: splitCost(exchange),
    };
  });
}

/** What changed between one request and the next, in order. */
export function timelineEvents(points: readonly TimelinePoint[]): readonly TimelineEvent[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const comparable = comparableBefore(points, index);
    const events: TimelineEvent[] = [];
    const add = (kind: TimelineEventKind, detail = ''): void => {
      events.push({ kind, number: point.number, detail });
    };
    if (brokenTokens(point.exchange) > 0) add('cacheBroken');
    if (before === undefined) return events;
    if (comparable !== undefined && point.total < comparable.total * 0.7) add('compacted');
    if (point.exchange.model !== before.exchange.model) add('model', point.exchange.model);
    if (point.exchange.mode !== before.exchange.mode) add('mode', point.exchange.mode);
    return events;
  });
}

/** Number of the next event beyond a request in either direction, or the same request when there is none. */
export function neighbouringEvent(events: readonly TimelineEvent[], from: number, step: 1 | -1): number {
  const beyond = events.map(event => event.number).filter(number => (number - from) * step > 0);
  if (beyond.length === 0) return from;
  return step > 0 ? Math.min(...beyond) : Math.max(...beyond);
}

/**
 * The size before that a size can be compared with: between the provider's count and ours lies more than a request adds. A
 * measured one is compared across what was not, such as a refused request.
 */
function comparableBefore<Size extends { readonly measured: boolean }>(
  sizes: readonly Size[],
  index: number,
): Size | undefined {
  if (sizes[index]?.measured === true) return sizes.slice(0, index).findLast(({ measured }) => measured);
  const before = sizes[index - 1];
  return before?.measured === true ? undefined : before;
}

/** What was paid for reading the cache, for new tokens (and the answer), and for tokens written again. */
function splitCost(exchange: ExchangeSummary): TimelinePoint['cost'] {
  const { cost } = exchange;
  if (cost === undefined) return { cached: 0, fresh: 0, rewritten: 0 };
  const rewritten = breakCost(exchange)?.value ?? 0;
  return { cached: cost.cacheRead, fresh: Math.max(0, cost.total - cost.cacheRead - rewritten), rewritten };
}

/** The top of a scale: the next of 1, 2, 2.5, 5 times a power of ten, and four even steps. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find(factor => factor * power >= value) ?? 10;
  return step * power;
}
