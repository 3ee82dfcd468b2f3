// biome-ignore-all lint/a11y/useSemanticElements: a native meter cannot show two parts.
import { currentExchange } from '../../src/shared/currentExchange.ts';
import { type Mode, modes, profiles } from '../../src/shared/modes.ts';
import type { EngineStatus } from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { sentWaste } from '../model/figures.ts';
import { requestsUntilFull } from '../model/forecast.ts';
import type { Panel } from '../state/panel.ts';
import { liveExchanges } from '../state/panelState.ts';
import { percent, shortTokens, whenSeen } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Link, Segmented, Select } from './controls.tsx';
import { estimated, measured, Num, Usd } from './figures.tsx';

/** What runs, what it does, how full, what it saved, what needs a person. */
export function Header({ panel }: { readonly panel: Panel }) {
  const { overview, link } = panel.state;
  const status = overview?.status;
  return (
    <header class="head">
      <EngineState panel={panel} status={status} lost={link.kind === 'lost'} />
      {status !== undefined && isUp(status) && link.kind !== 'lost' && (
        <>
          <Segmented
            label={t('header.mode')}
            value={status.mode}
            choices={modes.map(mode => ({ value: mode, label: modeNames[mode](), hint: modeHints[mode]() }))}
            onChoose={panel.setMode}
          />
          {(status.mode === 'optimize' || status.mode === 'simulate') && (
            <Select
              label={t('header.profile')}
              value={status.profile}
              choices={profiles.map(profile => ({ value: profile, label: profile }))}
              onChoose={panel.setProfile}
            />
          )}
        </>
      )}
      <Clients panel={panel} />
      <span class="grow" />
      <Gauge exchanges={liveExchanges(panel.state)} />
      <Saved panel={panel} />
    </header>
  );
}

const modeNames: Readonly<Record<Mode, () => string>> = {
  off: () => t('mode.off'),
  audit: () => t('mode.audit'),
  simulate: () => t('mode.simulate'),
  optimize: () => t('mode.optimize'),
};

const modeHints: Readonly<Record<Mode, () => string>> = {
  off: () => t('mode.off.hint'),
  audit: () => t('mode.audit.hint'),
  simulate: () => t('mode.simulate.hint'),
  optimize: () => t('mode.optimize.hint'),
};

interface EngineStateProps {
  readonly panel: Panel;
  readonly status: EngineStatus | undefined;
  readonly lost: boolean;
}

function EngineState({ panel, status, lost }: EngineStateProps) {
  const up = status !== undefined && isUp(status) && !lost;
  const paused = up ? status.pausedUntil : undefined;
  const look = status === undefined && !lost ? 'waiting' : !up || paused !== undefined ? 'off' : '';
  return (
    <div class="engineState">
      <span class={up && paused === undefined ? 'stateName' : 'stateName alarmed'} role="status">
        <i class={`dot ${look}`} aria-hidden="true" />
        {paused === undefined ? stateText(status, lost) : t('header.paused', { time: whenSeen(paused, Date.now()) })}
      </span>
      {paused !== undefined && <Link onPress={() => panel.setMode(resumedMode(panel))}>{t('header.resume')}</Link>}
      {up && panel.can('stopEngine') && (
        <Link onPress={() => panel.act({ type: 'stopEngine' })}>{t('header.stop')}</Link>
      )}
      {!up && (lost || status !== undefined) && panel.can('startEngine') && (
        <Link onPress={() => panel.act({ type: 'startEngine' })}>{t('header.start')}</Link>
      )}
    </div>
  );
}

function stateText(status: EngineStatus | undefined, lost: boolean): string {
  if (lost) return t('state.unreachable');
  return status === undefined ? t('state.connecting') : stateNames[status.state]();
}

/** A pause has mode off; what ran before shows in the newest request. */
function resumedMode({ state }: Panel): Mode {
  return state.overview?.status.modeAfterPause ?? liveExchanges(state)[0]?.mode ?? 'audit';
}

const stateNames: Readonly<Record<EngineStatus['state'], () => string>> = {
  running: () => t('state.running'),
  relay: () => t('state.relay'),
  stopped: () => t('state.stopped'),
  starting: () => t('state.starting'),
  failed: () => t('state.failed'),
};

export function isUp(status: EngineStatus): boolean {
  return status.state === 'running' || status.state === 'relay' || status.state === 'starting';
}

function Clients({ panel }: { readonly panel: Panel }) {
  const clients = panel.state.overview?.clients ?? [];
  const [newest, ...others] = clients.toSorted((a, b) => b.lastSeenAt - a.lastSeenAt);
  if (newest === undefined) return null;
  return (
    <div
      class="cell clients"
      title={[newest, ...others].map(({ name, exchanges }) => `${name}: ${count('requests', exchanges)}`).join('\n')}
    >
      <span class="cellLabel">{t('header.clients')}</span>
      <span class="cellValue">
        {newest.name} <Num tone="dim">{newest.exchanges}</Num>
        {others.length > 0 && <span class="unit"> {count('header.more', others.length)}</span>}
      </span>
    </div>
  );
}

/** The current request's context against its window; the warm part buys nothing. */
function Gauge({ exchanges }: { readonly exchanges: readonly ExchangeSummary[] }) {
  const exchange = currentExchange(exchanges);
  if (exchange === undefined) return null;
  const context = sentContext(exchange);
  const { window } = exchange;
  const size = `${context.measured ? '' : '~'}${shortTokens(context.value)}`;
  const waste = sentWaste(exchange);
  const scale = window ?? context.value;
  const full = window === undefined ? undefined : context.value / window;
  const line = exchanges.filter(each => each.conversation === exchange.conversation && each.branch === exchange.branch);
  const untilFull = requestsUntilFull(line);
  const described =
    window === undefined
      ? t('gauge.unknownWindow', { size })
      : t('gauge.value', { size, window: shortTokens(window).replace('.0k', 'k'), share: percent(full ?? 0) });
  return (
    <div class="cell gaugeCell">
      <span class="cellLabel">
        {t('gauge.label')} <b>{described}</b>
        {untilFull !== undefined && <span class="waste">{count('gauge.full', untilFull)}</span>}
      </span>
      <span
        class="gauge"
        role="meter"
        aria-label={t('gauge.name')}
        aria-valuemin={0}
        aria-valuemax={scale}
        aria-valuenow={context.value}
        aria-valuetext={`${described}, ${t('gauge.waste', { waste: shortTokens(waste) })}`}
        title={t('gauge.waste', { waste: shortTokens(waste) })}
      >
        <i class="fill-waste" style={{ width: `${Math.min(100, (100 * waste) / scale)}%` }} />
        <i class="fill-results" style={{ width: `${Math.min(100, (100 * (context.value - waste)) / scale)}%` }} />
      </span>
    </div>
  );
}

function Saved({ panel }: { readonly panel: Panel }) {
  const overview = panel.state.overview;
  if (overview === undefined) return null;
  if (overview.exchanges === 0) return <span class="dim">{t('saved.nothing')}</span>;
  const { measuredUsd, estimatedUsd, couldHaveSavedUsd } = overview.today;
  const { count: fetched = 0, tokens = 0 } = overview.retrievals ?? {};
  const retrieved =
    fetched === 0 ? undefined : count('retrievals.today', fetched).replace('{tokens}', shortTokens(tokens));
  if (overview.status.mode !== 'optimize' && measuredUsd === 0 && estimatedUsd === 0) {
    return (
      <div class="cell">
        <span class="cellLabel">{t('saved.could')}</span>
        <span class="cellValue">
          <Usd figure={estimated(couldHaveSavedUsd)} tone="save" unit={t('unit.estimated')} />
        </span>
      </div>
    );
  }
  return (
    <div class="cell" title={retrieved}>
      <span class="cellLabel">
        {t('saved.today')}
        {fetched > 0 && <span class="unit"> {count('retrievals.short', fetched)}</span>}
      </span>
      <span class="cellValue">
        {(measuredUsd !== 0 || estimatedUsd === 0) && (
          <Usd figure={measured(measuredUsd)} tone="save" unit={t('unit.measured')} />
        )}
        {measuredUsd !== 0 && estimatedUsd !== 0 && '  '}
        {estimatedUsd !== 0 && <Usd figure={estimated(estimatedUsd)} tone="save" unit={t('unit.estimated')} />}
      </span>
    </div>
  );
}
