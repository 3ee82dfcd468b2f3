import { useMemo } from 'preact/hooks';
import { profiles } from '../../src/shared/modes.ts';
import type { SimulationView } from '../../src/shared/panelProtocol.ts';
import { type OptionSection, optionSections, optionsInSection, parseDraft } from '../model/optionFields.ts';
import type { SimulationDraft } from '../state/arrangement.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges, type Simulation } from '../state/panelState.ts';
import { simulatedExchange } from '../state/selection.ts';
import { percent, shortMs, shortTokens, usd } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Button, Link, Segmented, TextArea, TextField } from './controls.tsx';
import { estimated, Num, Tokens, Usd } from './figures.tsx';
import { OptionControl } from './optionControl.tsx';
import { SimulatedBlocks } from './simulatedBlocks.tsx';

/** What if I change that setting? Nothing is sent: the engine plans the same request anew. */
export function SimulateView({ panel }: { readonly panel: Panel }) {
  const { simulation, arrangement } = panel.state;
  return (
    <div class="columns simulateColumns">
      <div class="column settings">
        <Subject panel={panel} />
        <Settings panel={panel} />
      </div>
      <div class="column">
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
      </div>
    </div>
  );
}

function isEdited({ profile, draft }: SimulationDraft): boolean {
  return profile !== undefined || Object.keys(draft).length > 0;
}

function Subject({ panel }: { readonly panel: Panel }) {
  const { simulation } = panel.state.arrangement;
  const change = (part: Partial<SimulationDraft>): void => panel.arrange({ simulation: { ...simulation, ...part } });
  const id = simulatedExchange(panel.state);
  const exchange = allExchanges(panel.state).find(each => each.id === id);
  return (
    <section aria-label={t('simulate.on')}>
      <div class="section">
        <h2>{t('simulate.on')}</h2>
      </div>
      <Segmented
        wide
        label={t('simulate.on')}
        value={simulation.source}
        choices={[
          { value: 'exchange', label: t('simulate.request') },
          { value: 'text', label: t('simulate.paste') },
        ]}
        onChoose={source => change({ source, block: undefined })}
      />
      {simulation.source === 'exchange' ? (
        <p class="dim small subjectLine">
          {exchange === undefined
            ? t('simulate.noRequest')
            : t('simulate.subject', {
                title: exchange.latest ?? exchange.title,
                tokens: shortTokens(exchange.tokensBefore),
              })}
        </p>
      ) : (
        <div class="pasted">
          <TextArea
            label={t('simulate.text')}
            rows={8}
            placeholder={t('simulate.textHint')}
            value={simulation.text}
            onInput={text => change({ text, block: undefined })}
          />
          <TextField
            label={t('simulate.model')}
            placeholder={t('simulate.modelHint')}
            value={simulation.model}
            onInput={model => change({ model })}
          />
        </div>
      )}
    </section>
  );
}

const sectionNames: Readonly<Record<OptionSection, () => string>> = {
  limits: () => t('options.limits'),
  reach: () => t('options.reach'),
  tools: () => t('options.tools'),
  images: () => t('options.images'),
  models: () => t('options.models'),
};

function Settings({ panel }: { readonly panel: Panel }) {
  const { arrangement, overview, simulation: result } = panel.state;
  const { simulation } = arrangement;
  const change = (part: Partial<SimulationDraft>): void => panel.arrange({ simulation: { ...simulation, ...part } });
  const parsed = useMemo(() => parseDraft(simulation.draft), [simulation.draft]);
  const running = overview?.status.profile ?? 'balanced';
  const effective = result?.kind === 'ready' ? result.value.candidate.options : undefined;
  const changes = Object.keys(simulation.draft).length + (simulation.profile === undefined ? 0 : 1);
  return (
    <section class="optionList" aria-label={t('simulate.setting')}>
      <div class="section">
        <h2>{t('simulate.setting')}</h2>
        <span class="grow" />
        {isEdited(simulation) && (
          <Link onPress={() => change({ draft: {}, profile: undefined })}>{count('resetChanges', changes)}</Link>
        )}
      </div>
      <Segmented
        wide
        label={t('header.profile')}
        value={simulation.profile ?? running}
        choices={profiles.map(profile => ({ value: profile, label: profile }))}
        onChoose={profile => change({ profile: profile === running ? undefined : profile })}
      />
      {optionSections.map(section => (
        <div key={section}>
          <h3>{sectionNames[section]()}</h3>
          {optionsInSection(section).map(name => (
            <OptionControl
              key={name}
              name={name}
              draft={simulation.draft}
              effective={effective?.[name]}
              problem={parsed.kind === 'misfit' && parsed.option.split('.')[0] === name ? parsed.message : undefined}
              onChange={draft => change({ draft })}
            />
          ))}
        </div>
      ))}
      {parsed.kind === 'fits' && isEdited(simulation) && (
        <div class="buttons">
          <Button
            onPress={() =>
              panel.act({
                type: 'copyText',
                text: settingsJson({ ...parsed.overrides, savingsProfile: simulation.profile ?? running }),
              })
            }
          >
            {t('simulate.copy')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The changed options as VS Code settings, ready to paste. */
function settingsJson(overrides: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(overrides).map(([name, value]) => [`headroom.${name}`, value])),
    null,
    2,
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
