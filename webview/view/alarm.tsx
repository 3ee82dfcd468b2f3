import { unreachable } from '../../src/shared/unreachable.ts';
import { type Alarm, findAlarm } from '../model/alarm.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { clockTime, percent, shortTokens, startOfDay, usd } from '../text/format.ts';
import { t } from '../text/t.ts';
import { Button } from './controls.tsx';

/** One outlined phrase in the header, in words. */
export function AlarmPhrase({ panel }: { readonly panel: Panel }) {
  const alarm = currentAlarm(panel);
  if (alarm === undefined || isCostly(alarm)) return null;
  const exchange = 'exchange' in alarm ? alarm.exchange : undefined;
  const text = phrase(alarm);
  if (exchange === undefined) {
    return (
      <span class="alarmPhrase clip" role="status" title={alarm.kind === 'notice' ? alarm.text : undefined}>
        {text}
      </span>
    );
  }
  return (
    <button type="button" class="alarmPhrase" onClick={() => openRequest(panel, exchange)}>
      {text}
    </button>
  );
}

/** The full bar appears only for what costs money again and again. */
export function AlarmBar({ panel }: { readonly panel: Panel }) {
  const alarm = currentAlarm(panel);
  if (alarm === undefined || !isCostly(alarm)) return null;
  const exchange = 'exchange' in alarm ? alarm.exchange : undefined;
  const mute = (): void => panel.arrange({ mutedAlarms: [...panel.state.arrangement.mutedAlarms, alarm.key] });
  return (
    <div class="alarmBar" role="alert">
      <span>
        <b>{headline(alarm)}</b> {explanation(alarm)}
      </span>
      <span class="grow" />
      {exchange !== undefined && <Button onPress={() => openRequest(panel, exchange)}>{t('alarm.show')}</Button>}
      <Button onPress={mute}>{t('alarm.mute')}</Button>
    </div>
  );
}

function currentAlarm(panel: Panel): Alarm | undefined {
  const { overview, arrangement } = panel.state;
  const since = startOfDay(Date.now());
  const today = allExchanges(panel.state).filter(exchange => exchange.startedAt >= since);
  return findAlarm(today, overview?.status, new Set(arrangement.mutedAlarms));
}

function isCostly(alarm: Alarm): boolean {
  return alarm.kind === 'upstreamFailing' || (alarm.kind === 'cacheBroken' && alarm.times > 1);
}

function phrase(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'cacheBroken':
      return t('alarm.broken', { time: clockTime(alarm.exchange.startedAt).slice(0, 5) });
    case 'upstreamFailing':
      return t('alarm.failing', { provider: alarm.exchange.provider, status: alarm.exchange.status });
    case 'windowFull':
      return t('alarm.full', { share: percent(alarm.share) });
    case 'notice':
      return alarm.text;
    default:
      return unreachable(alarm);
  }
}

function headline(alarm: Alarm): string {
  if (alarm.kind !== 'cacheBroken') return phrase(alarm);
  const { tokens, cost, times } = alarm;
  const price = cost === undefined ? '' : `${cost.measured ? '' : '~'}${usd(cost.value)}`;
  return t('alarm.brokenAgain', { times, tokens: shortTokens(tokens), price });
}

function explanation(alarm: Alarm): string {
  if (alarm.kind === 'cacheBroken') return alarm.exchange.cache?.cause ?? '';
  return alarm.kind === 'upstreamFailing' ? t('alarm.failing.more') : '';
}

function openRequest(panel: Panel, exchange: { readonly id: string; readonly conversation: string }): void {
  panel.arrange({ lens: 'inspect', conversation: exchange.conversation, request: exchange.id, block: undefined });
}
