import type { SimulationView } from '../../src/shared/panelProtocol.ts';
import type { Panel } from '../state/panel.ts';
import type { Simulation } from '../state/panelState.ts';
import { percent, shortMs, shortTokens, usd } from '../text/format.ts';
import { t } from '../text/t.ts';
import { ConversationTrialView } from './conversationTrialView.tsx';
import { estimated, Num, Tokens, Usd } from './figures.tsx';
import { SimulatedBlocks } from './simulatedBlocks.tsx';
import { isEdited, SimulateSettings } from './simulateSettings.tsx';
import { SimulateSubject } from './simulateSubject.tsx';
import { TrialView } from './trialView.tsx';

/** What if I change that setting? Nothing is sent: the engine plans the same request anew. */
export function SimulateView({ panel }: { readonly panel: Panel }) {
  const { source } = panel.state.arrangement.simulation;
  return (
    <div class="columns simulateColumns">
      <div class="column settings">
        <SimulateSubject panel={panel} />
        {source !== 'week' && <SimulateSettings panel={panel} />}
      </div>
      <div class="column">
        {source === 'week' && <TrialView panel={panel} />}
        {source === 'conversation' && <ConversationTrialView panel={panel} />}
        {(source === 'exchange' || source === 'text') && <RequestOutcome panel={panel} />}
      </div>
    </div>
  );
}

function RequestOutcome({ panel }: { readonly panel: Panel }) {
  const { simulation, arrangement } = panel.state;
  return (
    <>
      {simulation === undefined && (
        <div class="message inColumn">
          <h1>{t('simulate.nothing')}</h1>
          <p class="dim">{t('simulate.nothingMore')}</p>
        </div>
      )}
      {simulation?.kind === 'loading' && (
        <div class="skeleton requestSkeleton" role="status" aria-label={t('loading')} />
      )}
      {simulation?.kind === 'failed' && (
        <div class="message inColumn">
          <h1>{t('simulate.failed')}</h1>
          <p>{simulation.message}</p>
        </div>
      )}
      {simulation?.kind === 'ready' && (
        <Outcome panel={panel} simulation={simulation.value} edited={isEdited(arrangement.simulation)} />
      )}
    </>
  );
}

interface OutcomeProps {
  readonly panel: Panel;
  readonly simulation: Simulation;
  readonly edited: boolean;
}

function Outcome({ panel, simulation, edited }: OutcomeProps) {
  const { mine, candidate, tookMs } = simulation;
  const shown = edited ? candidate : mine;
  const changed = shown.blocks.filter(block => block.after !== undefined).length;
  return (
    <>
      <p class="verdictLine">
        <span class={`num hero ${shown.tokensSaved > 0 ? 'save' : ''}`}>~{shortTokens(shown.tokensSaved)}</span>{' '}
        <span class={`heroWords ${shown.tokensSaved > 0 ? 'save' : 'dim'}`}>
          {shown.tokensSaved > 0 ? t('simulate.fewer') : t('simulate.same')}
        </span>
      </p>
      <p class="dim">
        {t('simulate.verdict', {
          share: percent(shown.tokensBefore === 0 ? 0 : shown.tokensSaved / shown.tokensBefore),
          money: usd(shown.estimatedSavings.total, 4),
          priced: t(`simulate.${shown.priced}`),
          changed,
          blocks: shown.blocks.length,
          time: shortMs(tookMs),
        })}
      </p>
      <Comparison mine={mine} candidate={candidate} edited={edited} />
      <SimulatedBlocks panel={panel} mine={mine} candidate={shown} edited={edited} />
    </>
  );
}

interface ComparisonProps {
  readonly mine: SimulationView;
  readonly candidate: SimulationView;
  readonly edited: boolean;
}

function Comparison({ mine, candidate, edited }: ComparisonProps) {
  const changedIn = (view: SimulationView): number => view.blocks.filter(block => block.after !== undefined).length;
  const fewer = candidate.tokensAfter - mine.tokensAfter;
  const cheaper = candidate.estimatedSavings.total - mine.estimatedSavings.total;
  return (
    <table class="comparison">
      <thead>
        <tr>
          <th>
            <span class="hidden">{t('compare.what')}</span>
          </th>
          <th class="right">{t('compare.untouched')}</th>
          <th class="right">{t('compare.mine')}</th>
          {edited && <th class="right strong">{t('compare.candidate')}</th>}
          {edited && <th class="right">{t('compare.difference')}</th>}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td class="dim">{t('compare.tokens')}</td>
          <td class="right">
            <Tokens figure={estimated(mine.tokensBefore)} unit={t('unit.tokens')} />
          </td>
          <td class="right">
            <Tokens figure={estimated(mine.tokensAfter)} unit={t('unit.tokens')} />
          </td>
          {edited && (
            <td class="right">
              <Tokens figure={estimated(candidate.tokensAfter)} tone="strong" unit={t('unit.tokens')} />
            </td>
          )}
          {edited && (
            <td class="right">
              <Num tone={fewer < 0 ? 'save' : fewer > 0 ? 'waste' : 'dim'}>{signed(fewer, shortTokens)}</Num>
            </td>
          )}
        </tr>
        <tr>
          <td class="dim">{t('compare.money')}</td>
          <td class="right">
            <Num tone="dim">–</Num>
          </td>
          <td class="right">
            <Usd figure={estimated(mine.estimatedSavings.total)} decimals={4} />
          </td>
          {edited && (
            <td class="right">
              <Usd figure={estimated(candidate.estimatedSavings.total)} decimals={4} tone="strong" />
            </td>
          )}
          {edited && (
            <td class="right">
              <Num tone={cheaper > 0 ? 'save' : cheaper < 0 ? 'waste' : 'dim'}>
                {signed(cheaper, value => usd(value, 4))}
              </Num>
            </td>
          )}
        </tr>
        <tr>
          <td class="dim">{t('compare.blocks')}</td>
          <td class="right">
            <Num>0</Num>
          </td>
          <td class="right">
            <Num>{changedIn(mine)}</Num>
          </td>
          {edited && (
            <td class="right">
              <Num tone="strong">{changedIn(candidate)}</Num>
            </td>
          )}
          {edited && (
            <td class="right">
              <Num tone="dim">{signed(changedIn(candidate) - changedIn(mine), String)}</Num>
            </td>
          )}
        </tr>
      </tbody>
    </table>
  );
}

function signed(value: number, show: (value: number) => string): string {
  return value > 0 ? `+${show(value)}` : show(value).replace('-', '−');
}
