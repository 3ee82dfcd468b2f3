import type { ComponentChildren } from 'preact';
import { sumCosts } from '../model/figures.ts';
import { limitsLeft } from '../model/limits.ts';
import { firstTokenOf, paceOf } from '../model/pace.ts';
import type { Panel } from '../state/panel.ts';
import { liveExchanges } from '../state/panelState.ts';
import { percent, shortMs, shortTokens, startOfDay, usd, whenSeen } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { AlarmPhrase } from './alarm.tsx';
import { Num, type Tone } from './figures.tsx';

/** One quiet line beneath the header: how fast, how much is left, what it costs today, and what needs a person. */
export function NowLine({ panel }: { readonly panel: Panel }) {
  const { overview, link } = panel.state;
  if (overview === undefined || link.kind === 'lost' || overview.exchanges === 0) return null;
  return (
    <div class="nowLine small">
      <FirstToken panel={panel} />
      <Pace panel={panel} />
      <Limits panel={panel} />
      <Budget panel={panel} />
      <HeldOut panel={panel} />
      <span class="grow" />
      <AlarmPhrase panel={panel} />
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly class?: string;
  readonly children: ComponentChildren;
}

function Fact({ label, hint, class: look = '', children }: FactProps) {
  return (
    <span class={`fact ${look}`} title={hint}>
      <span class="dim">{label}</span> {children}
    </span>
  );
}

/** How long a person waits for the first token, and what of it is ours. */
function FirstToken({ panel }: { readonly panel: Panel }) {
  const first = firstTokenOf(liveExchanges(panel.state));
  if (first === undefined) return null;
  const told = {
    time: shortMs(first.withUsMs),
    before: shortMs(first.withoutUsMs),
    added: shortMs(first.addedMs),
    requests: count('requests', first.requests),
  };
  return (
    <Fact class="roomy" label={t('ttft.label')} hint={t('ttft.hint', told)}>
      <Num>{told.time}</Num> <span class="dim">{t('ttft.more', told)}</span>
    </Fact>
  );
}

/** Tokens per minute as the provider's limits see them, and how much room compression made beneath those. */
function Pace({ panel }: { readonly panel: Panel }) {
  const pace = paceOf(liveExchanges(panel.state), Date.now());
  if (pace === undefined) return null;
  const { sentPerMinute, freedPerMinute, minutes, measured } = pace;
  const sent = `${measured ? '' : '~'}${shortTokens(sentPerMinute)}`;
  const freed = `~${shortTokens(freedPerMinute)}`;
  const factor = sentPerMinute === 0 ? 1 : (sentPerMinute + freedPerMinute) / sentPerMinute;
  const hint = t('pace.hint', { minutes, sent, freed, factor: factor.toFixed(1) });
  return (
    <Fact class="roomy" label={t('pace.label')} hint={freedPerMinute > 0 ? hint : undefined}>
      <Num>{t('pace.value', { sent })}</Num>
      {freedPerMinute > 0 && <Num tone="save">{t('pace.freed', { freed })}</Num>}
    </Fact>
  );
}

/** The provider's tightest limit; the others wait in the title. */
function Limits({ panel }: { readonly panel: Panel }) {
  const now = Date.now();
  const limits = limitsLeft(panel.state.overview?.limits ?? [], now);
  const tightest = limits[0];
  if (tightest === undefined) return null;
  const lines = limits.map(({ name, remaining, limit, resetsAt }) =>
    t(resetsAt === undefined ? 'limits.line' : 'limits.lineReset', {
      name,
      remaining: shortTokens(remaining),
      limit: shortTokens(limit),
      time: whenSeen(resetsAt ?? now, now),
    }),
  );
  const { name, share, resetsAt } = tightest;
  return (
    <Fact label={t('limits.of', { name })} hint={lines.join('\n')}>
      <Num tone={share < 0.15 ? 'waste' : 'plain'}>{percent(share)}</Num>{' '}
      <span class="dim">
        {resetsAt === undefined ? t('limits.left') : t('limits.leftReset', { time: whenSeen(resetsAt, now) })}
      </span>
    </Fact>
  );
}

/** Today's spending against the budget that a person has set; nothing where none is set. */
function Budget({ panel }: { readonly panel: Panel }) {
  const budget = panel.state.overview?.dailyBudgetUsd;
  if (budget === undefined) return null;
  const since = startOfDay(Date.now());
  const spent = sumCosts(liveExchanges(panel.state).filter(({ startedAt }) => startedAt >= since));
  const isMeasured = spent.measured >= spent.estimated;
  const value = isMeasured ? spent.measured : spent.estimated;
  const share = value / budget;
  const described = t('budget.value', { spent: `${isMeasured ? '' : '~'}${usd(value)}`, budget: usd(budget) });
  const tone: Tone = share > 1 ? 'waste' : 'plain';
  return (
    <Fact
      class="budget"
      label={t('budget.label')}
      hint={t('budget.hint', { measured: usd(spent.measured), estimated: usd(spent.estimated) })}
    >
      <Num tone={tone}>{described}</Num>
      {/* biome-ignore lint/a11y/useSemanticElements: a native meter cannot wear the roles' colours */}
      <span
        class="gauge"
        role="meter"
        aria-label={t('budget.label')}
        aria-valuemin={0}
        aria-valuemax={budget}
        aria-valuenow={Math.min(value, budget)}
        aria-valuetext={`${described}, ${percent(share)}`}
      >
        <i class={share > 1 ? 'fill-waste' : 'fill-results'} style={{ width: `${Math.min(100, 100 * share)}%` }} />
      </span>
    </Fact>
  );
}

/** What compression really saved, measured against conversations that were left untouched; nothing before it can be told. */
function HeldOut({ panel }: { readonly panel: Panel }) {
  const saving = panel.state.overview?.measuredSaving;
  if (saving === undefined) return null;
  const { treated, untouched } = saving;
  const told = { share: percent(saving.share), low: percent(saving.low), high: percent(saving.high) };
  return (
    <Fact class="roomy" label={t('heldOut.label')} hint={t('saved.measured', { ...told, treated, untouched })}>
      <Num tone={saving.low > 0 ? 'save' : saving.high < 0 ? 'waste' : 'plain'}>{told.share}</Num>{' '}
      <span class="dim">{t('heldOut.range', told)}</span>
    </Fact>
  );
}
