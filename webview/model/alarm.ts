import type { EngineStatus } from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import { breakCost, brokenTokens, type Figure, sentContext } from './figures.ts';

/** The one thing that needs a person now. `key` lets a person mute it without muting the next one. */
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
  | { readonly kind: 'notice'; readonly key: string; readonly text: string };

const fullShare = 0.85;
const failuresInARow = 3;

/** The most urgent alarm of today that is not muted. Exchanges come newest first. */
export function findAlarm(
  today: readonly ExchangeSummary[],
  status: EngineStatus | undefined,
  muted: ReadonlySet<string>,
): Alarm | undefined {
  const alarms = [failingUpstream(today), fullWindow(today), brokenCache(today), noticeOf(status)];
  return alarms.find(alarm => alarm !== undefined && !muted.has(alarm.key));
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
  const exchange = today[0];
  if (exchange?.window === undefined) return undefined;
  const share = sentContext(exchange).value / exchange.window;
  return share >= fullShare ? { kind: 'windowFull', key: `full:${exchange.conversation}`, exchange, share } : undefined;
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

function noticeOf(status: EngineStatus | undefined): Alarm | undefined {
  return status?.notice === undefined
    ? undefined
    : { kind: 'notice', key: `notice:${status.notice}`, text: status.notice };
}
