import { asSentence } from '../../src/shared/sentences/say.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import { type Alarm, findAlarms, isCostly } from '../model/alarm.ts';
import { sentWaste, sumCosts } from '../model/figures.ts';
import type { Panel } from '../state/panel.ts';
import { liveExchanges } from '../state/panelState.ts';
import { clockTime, exactNumber, modelName, percent, shortTokens, startOfDay, usd } from '../text/format.ts';
import { count, t, tell } from '../text/t.ts';
import { Button } from './controls.tsx';

/** One outlined phrase in the header, in words; pressing it leads to what it is about, or to all of them where there are more. */
export function AlarmPhrase({ panel }: { readonly panel: Panel }) {
  const [first, ...others] = currentAlarms(panel);
  if (first === undefined || isCostly(first)) return null;
  return (
    <span class="alarms">
      {first.kind === 'notice' ? (
        <span class="alarmPhrase clip" role="status" title={first.text}>
          {first.text}
        </span>
      ) : (
        <button type="button" class="alarmPhrase" title={explanation(first)} onClick={actionOf(panel, first)?.press}>
          {phrase(first)}
        </button>
      )}
      {others.length > 0 && <More panel={panel} others={others.length} />}
    </span>
  );
}

/**
 * The full bar appears only for what costs money again and again, or stops the work; the rest waits behind a count. Each
 * alarm has the one action that helps.
 */
export function AlarmBar({ panel }: { readonly panel: Panel }) {
  const alarms = currentAlarms(panel);
  const [first, ...others] = alarms;
  const { alarmsShown } = panel.state;
  if (first === undefined) return null;
  if (alarmsShown && others.length > 0) {
    return (
      <ul class="alarmList" id="alarms" aria-label={t('alarm.all')}>
        {alarms.map(alarm => (
          <li key={alarm.key} class={isCostly(alarm) ? 'alarmBar' : 'alarmRow'}>
            <AlarmWords panel={panel} alarm={alarm} />
            {alarm === first && isCostly(first) && <More panel={panel} others={others.length} />}
          </li>
        ))}
      </ul>
    );
  }
  if (!isCostly(first)) return null;
  return (
    <div class="alarmBar" role="alert">
      <AlarmWords panel={panel} alarm={first} />
      {others.length > 0 && <More panel={panel} others={others.length} />}
    </div>
  );
}

function AlarmWords({ panel, alarm }: { readonly panel: Panel; readonly alarm: Alarm }) {
  const action = actionOf(panel, alarm);
  const mute = (): void => panel.arrange({ mutedAlarms: [...panel.state.arrangement.mutedAlarms, alarm.key] });
  return (
    <>
      <span>
        <b>{headline(alarm)}</b> {explanation(alarm)}
      </span>
      <span class="grow" />
      {action !== undefined && <Button onPress={action.press}>{action.label}</Button>}
      <Button onPress={mute}>{t('alarm.mute')}</Button>
    </>
  );
}

/** Opens and closes the list of everything that needs a person. */
function More({ panel, others }: { readonly panel: Panel; readonly others: number }) {
  const { alarmsShown } = panel.state;
  return (
    <button
      type="button"
      class="alarmMore"
      aria-expanded={alarmsShown}
      aria-controls="alarms"
      onClick={() => panel.happen({ type: 'alarmsToggled' })}
    >
      {alarmsShown ? t('alarm.less') : count('alarm.more', others)}
    </button>
  );
}

function currentAlarms(panel: Panel): readonly Alarm[] {
  const { overview, arrangement } = panel.state;
  const since = startOfDay(Date.now());
  const today = liveExchanges(panel.state).filter(exchange => exchange.startedAt >= since);
  return findAlarms({ today, overview, spent: sumCosts(today), muted: new Set(arrangement.mutedAlarms) });
}

function phrase(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'cacheBroken':
      return t('alarm.broken', { time: clockTime(alarm.exchange.startedAt).slice(0, 5) });
    case 'upstreamFailing':
      return t('alarm.failing', { provider: alarm.exchange.provider, status: alarm.exchange.status });
    case 'windowFull':
      return t('alarm.full', { share: percent(alarm.share) });
    case 'priceStep':
      return alarm.left > 0 ? t('alarm.cliff', { left: shortTokens(alarm.left) }) : t('alarm.cliffOver');
    case 'overBudget':
      return t('alarm.budget', { budget: usd(alarm.budgetUsd) });
    case 'notice':
      return alarm.text;
    default:
      return unreachable(alarm);
  }
}

function headline(alarm: Alarm): string {
  if (alarm.kind !== 'cacheBroken' || alarm.times === 1) return `${phrase(alarm)}.`;
  const { tokens, cost, times } = alarm;
  const said = { times, tokens: shortTokens(tokens) };
  if (cost === undefined) return t('alarm.brokenAgain', said);
  return t('alarm.brokenAgainFor', { ...said, price: `${cost.measured ? '' : '~'}${usd(cost.value)}` });
}

function explanation(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'cacheBroken':
      return asSentence(tell(alarm.exchange.cache?.cause ?? ''));
    case 'upstreamFailing':
      return t('alarm.failing.more');
    case 'windowFull': {
      const { exchange } = alarm;
      const left = (exchange.window ?? 0) - sentContext(exchange).value;
      return t('alarm.fullMore', { left: shortTokens(left), waste: shortTokens(sentWaste(exchange)) });
    }
    case 'priceStep': {
      const { step, exchange } = alarm;
      return t('alarm.cliffMore', {
        above: exactNumber(step.above),
        model: modelName(step.model),
        factor: Number(step.factor.toFixed(2)),
        size: shortTokens(sentContext(exchange).value),
      });
    }
    case 'overBudget': {
      const { measured, estimated } = alarm.spent;
      return t('alarm.budgetMore', { measured: usd(measured), estimated: usd(estimated) });
    }
    case 'notice':
      return '';
    default:
      return unreachable(alarm);
  }
}

interface AlarmAction {
  readonly label: string;
  readonly press: () => void;
}

/** What a person does about it, in one step; a notice is only to be read. */
function actionOf(panel: Panel, alarm: Alarm): AlarmAction | undefined {
  switch (alarm.kind) {
    case 'upstreamFailing':
      return panel.can('showLog')
        ? { label: t('alarm.failingLog'), press: () => panel.act({ type: 'showLog' }) }
        : { label: t('alarm.show'), press: () => openRequest(panel, alarm.exchange) };
    case 'windowFull': {
      const { conversation } = alarm.exchange;
      const press = (): void =>
        panel.arrange({ lens: 'inspect', conversation, request: undefined, block: undefined, scrubbed: undefined });
      return { label: t('alarm.fullOpen'), press };
    }
    case 'priceStep': {
      const { simulation } = panel.state.arrangement;
      const { id, conversation } = alarm.exchange;
      const press = (): void =>
        panel.arrange({
          lens: 'simulate',
          conversation,
          request: id,
          simulation: { ...simulation, source: 'exchange' },
        });
      return { label: t('alarm.cliffOpen'), press };
    }
    case 'overBudget':
      return {
        label: t('alarm.budgetOpen'),
        press: () => panel.arrange({ lens: 'report', conversation: undefined, request: undefined }),
      };
    case 'cacheBroken':
      return { label: t('alarm.show'), press: () => openRequest(panel, alarm.exchange) };
    case 'notice':
      return undefined;
    default:
      return unreachable(alarm);
  }
}

function openRequest(panel: Panel, exchange: { readonly id: string; readonly conversation: string }): void {
  panel.arrange({ lens: 'inspect', conversation: exchange.conversation, request: exchange.id, block: undefined });
}
