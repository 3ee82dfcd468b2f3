import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationTrial } from '../../src/shared/history.ts';
import { TurnsChart } from '../charts/turnsChart.ts';
import { type ArmName, type TurnsUnit, totalOf, turnsOf } from '../model/trial.ts';
import type { Loadable } from '../state/loadable.ts';
import type { Panel } from '../state/panel.ts';
import { exactNumber, percent, shortTokens, usd } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Segmented } from './controls.tsx';
import { estimated, Num, Tokens, Usd } from './figures.tsx';
import { isEdited } from './simulateSettings.tsx';
import { useTheme } from './useTheme.ts';

/** What would have been saved turn by turn, had this setting been on from the first request. */
export function ConversationTrialView({ panel }: { readonly panel: Panel }) {
  const trial = panel.state.conversationTrial;
  if (trial === undefined) {
    return (
      <div class="message inColumn">
        <h1>{t('simulate.nothing')}</h1>
        <p class="dim">{t('trial.noConversation')}</p>
      </div>
    );
  }
  return <Loaded panel={panel} trial={trial} />;
}

function Loaded({ panel, trial }: { readonly panel: Panel; readonly trial: Loadable<ConversationTrial> }) {
  if (trial.kind === 'loading') return <div class="skeleton requestSkeleton" role="status" aria-label={t('loading')} />;
  if (trial.kind === 'failed') {
    return (
      <div class="message inColumn">
        <h1>{t('simulate.failed')}</h1>
        <p>{trial.message}</p>
      </div>
    );
  }
  const edited = isEdited(panel.state.arrangement.simulation);
  const arms: readonly ArmName[] = edited ? ['untouched', 'mine', 'candidate'] : ['untouched', 'mine'];
  return (
    <>
      <TurnsVerdict trial={trial.value} shown={edited ? 'candidate' : 'mine'} />
      <Turns panel={panel} trial={trial.value} arms={arms} />
      <Totals trial={trial.value} arms={arms} />
      {trial.value.older > 0 && (
        <p class="dim small">{count('trial.older', trial.value.older, exactNumber(trial.value.older))}</p>
      )}
      {trial.value.missing > 0 && <p class="dim small">{count('trial.missing', trial.value.missing)}</p>}
    </>
  );
}

function TurnsVerdict({ trial, shown }: { readonly trial: ConversationTrial; readonly shown: ArmName }) {
  const [before, after] = [totalOf(trial, 'untouched'), totalOf(trial, shown)];
  const fewer = before.tokens - after.tokens;
  return (
    <>
      <h1 class="verdictLine">
        <span class={`num hero ${fewer > 0 ? 'save' : ''}`}>~{shortTokens(fewer)}</span>{' '}
        <span class={`heroWords ${fewer > 0 ? 'save' : 'dim'}`}>
          {t(shown === 'candidate' ? 'turns.savedB' : 'turns.saved', {
            requests: count('requests', trial.steps.length),
          })}
        </span>
      </h1>
      <p class="dim">
        {t('turns.verdict', {
          share: percent(before.tokens === 0 ? 0 : fewer / before.tokens),
          money: usd(before.usd - after.usd),
          total: usd(before.usd),
        })}
      </p>
    </>
  );
}

interface TurnsProps {
  readonly trial: ConversationTrial;
  readonly arms: readonly ArmName[];
}

const armNames: Readonly<Record<ArmName, () => string>> = {
  untouched: () => t('turns.untouched'),
  mine: () => t('turns.a'),
  candidate: () => t('turns.b'),
};

function Turns({ panel, trial, arms }: TurnsProps & { readonly panel: Panel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<TurnsChart>(undefined);
  const palette = useTheme();
  const unit: TurnsUnit = panel.state.arrangement.wasteUnit;
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const created = new TurnsChart(canvas.current);
    chart.current = created;
    return () => created.destroy();
  }, []);
  useLayoutEffect(() => {
    const show =
      unit === 'tokens' ? (value: number) => shortTokens(value).replace('.0k', 'k') : (value: number) => usd(value);
    chart.current?.update({
      palette,
      show,
      lines: arms.map(arm => ({ arm, label: armNames[arm](), values: turnsOf(trial, arm, unit) })),
    });
  }, [trial, arms.length, unit, palette]);
  return (
    <section aria-label={t('trial.perRequest')}>
      <div class="section spaced">
        <h2>{t('trial.perRequest')}</h2>
        <span class="grow" />
        <Segmented<TurnsUnit>
          label={t('turns.unit')}
          value={unit}
          choices={[
            { value: 'tokens', label: t('turns.tokens') },
            { value: 'money', label: t('turns.money') },
          ]}
          onChoose={wasteUnit => panel.arrange({ wasteUnit })}
        />
      </div>
      <div class="turnsChart">
        <canvas ref={canvas} role="img" aria-label={t('turns.name')} />
      </div>
    </section>
  );
}

/** The chart's twin in numbers. */
function Totals({ trial, arms }: TurnsProps) {
  const totals = arms.map(arm => ({ arm, ...totalOf(trial, arm) }));
  return (
    <table class="comparison">
      <thead>
        <tr>
          <th>
            <span class="hidden">{t('compare.what')}</span>
          </th>
          {totals.map(({ arm }) => (
            <th key={arm} class="right">
              {armNames[arm]()}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td class="dim">{t('turns.cost')}</td>
          {totals.map(({ arm, usd: money }) => (
            <td key={arm} class="right">
              <Usd figure={estimated(money)} />
            </td>
          ))}
        </tr>
        <tr>
          <td class="dim">{t('turns.tokensSent')}</td>
          {totals.map(({ arm, tokens }) => (
            <td key={arm} class="right">
              <Tokens figure={estimated(tokens)} unit={t('unit.tokens')} />
            </td>
          ))}
        </tr>
        <tr>
          <td class="dim">{t('turns.lastContext')}</td>
          {totals.map(({ arm, last }) => (
            <td key={arm} class="right">
              <Tokens figure={estimated(last)} unit={t('unit.tokens')} />
            </td>
          ))}
        </tr>
        <tr>
          <td class="dim">{t('turns.breaks')}</td>
          {totals.map(({ arm, breaks }) => (
            <td key={arm} class="right">
              <Num tone={breaks > 0 ? 'waste' : 'plain'}>{breaks}</Num>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
