import { currentExchange } from '../../src/shared/currentExchange.ts';
import type { Overview, PriceStep } from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { breakCost, brokenTokens, type Figure, type SplitSum } from './figures.ts';
import { comparableRequests, growthPerRequest } from './forecast.ts';

/** Something that needs a person now. `key` lets a person mute it without muting the next one. */
export type Alarm =
  | {
      readonly kind: 'cacheBroken';
      readonly key: string;
      readonly exchange: ExchangeSummary;
      readonly tokens: number;
      readonly cost: Figure | undefined;
      /** Cache breaks of the same conversation today; from 2 on it costs money again and again. */
      readonly times: number;
    }
  | { readonly kind: 'upstreamFailing'; readonly key: string; readonly exchange: ExchangeSummary }
  | { readonly kind: 'windowFull'; readonly key: string; readonly exchange: ExchangeSummary; readonly share: number }
  | {
      readonly kind: 'priceStep';
      readonly key: string;
      readonly exchange: ExchangeSummary;
      readonly step: PriceStep;
      /** Tokens below the step; negative beyond it. */
      readonly left: number;
    }
  | { readonly kind: 'overBudget'; readonly key: string; readonly budgetUsd: number; readonly spent: SplitSum }
  | { readonly kind: 'notice'; readonly key: string; readonly text: string };

export interface AlarmFacts {
  /** Live exchanges of today, newest first. */
  readonly today: readonly ExchangeSummary[];
  readonly overview: Overview | undefined;
  readonly spent: SplitSum;
  readonly muted: ReadonlySet<string>;
}

const fullShare = 0.85;
const failuresInARow = 3;
/** A price step is ahead when so few requests more would reach it. */
const requestsAhead = 4;

/** The alarms of today that are not muted, the most urgent first. */
export function findAlarms({ today, overview, spent, muted }: AlarmFacts): readonly Alarm[] {
  const alarms = [
    failingUpstream(today),
    fullWindow(today),
    priceStepAhead(today, overview?.priceStep),
    brokenCache(today),
    overBudget(spent, overview?.dailyBudgetUsd),
    noticeOf(overview),
  ];
  return alarms.filter(alarm => alarm !== undefined).filter(({ key }) => !muted.has(key));
}

/** What costs money again and again, or stops the work. */
export function isCostly(alarm: Alarm): boolean {
  return (
    alarm.kind === 'upstreamFailing' ||
    (alarm.kind === 'priceStep' && alarm.left <= 0) ||
    (alarm.kind === 'cacheBroken' && alarm.times > 1)
  );
}

function failingUpstream(today: readonly ExchangeSummary[]): Alarm | undefined {
  const latest = today.slice(0, failuresInARow);
  const exchange = latest[0];
  const failing = latest.length === failuresInARow && latest.every(({ status }) => status >= 500);
  return failing && exchange !== undefined
    ? { kind: 'upstreamFailing', key: `failing:${exchange.provider}`, exchange }
    : undefined;
}

function fullWindow(today: readonly ExchangeSummary[]): Alarm | undefined {
  const exchange = currentExchange(today);
  if (exchange?.window === undefined) return undefined;
  const share = sentContext(exchange).value / exchange.window;
  return share >= fullShare ? { kind: 'windowFull', key: `full:${exchange.conversation}`, exchange, share } : undefined;
}

/** All of a prompt costs more once it is one token beyond the step, so a person should hear of it before. */
function priceStepAhead(today: readonly ExchangeSummary[], step: PriceStep | undefined): Alarm | undefined {
  const current = currentExchange(today);
  if (current === undefined || step === undefined || current.model !== step.model) return undefined;
  const line = today.filter(each => each.conversation === current.conversation && each.branch === current.branch);
  const [exchange] = comparableRequests(line);
  if (exchange?.model !== step.model) return undefined;
  const left = step.above - sentContext(exchange).value;
  const reach = (growthPerRequest(line) ?? 0) * requestsAhead;
  const isNear = left <= Math.max(reach, step.above * 0.02);
  return isNear ? { kind: 'priceStep', key: `step:${exchange.conversation}`, exchange, step, left } : undefined;
}

function brokenCache(today: readonly ExchangeSummary[]): Alarm | undefined {
  const exchange = today.find(each => brokenTokens(each) > 0);
  if (exchange === undefined) return undefined;
  const times = today.filter(each => each.conversation === exchange.conversation && brokenTokens(each) > 0).length;
  return {
    kind: 'cacheBroken',
    key: `broken:${exchange.id}`,
    exchange,
    tokens: brokenTokens(exchange),
    cost: breakCost(exchange),
    times,
  };
}

/** The larger of the two sums decides: they are never added. */
function overBudget(spent: SplitSum, budgetUsd: number | undefined): Alarm | undefined {
  if (budgetUsd === undefined || Math.max(spent.measured, spent.estimated) < budgetUsd) return undefined;
  return { kind: 'overBudget', key: `budget:${budgetUsd}`, budgetUsd, spent };
}

function noticeOf(overview: Overview | undefined): Alarm | undefined {
  const text = overview?.status.notice;
  return text === undefined ? undefined : { kind: 'notice', key: `notice:${text}`, text };
}
