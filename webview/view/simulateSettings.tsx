import { useMemo } from 'preact/hooks';
import { profiles } from '../../src/shared/modes.ts';
import { type Options, parseOptions } from '../../src/shared/options.ts';
import { commandLine } from '../model/commandLine.ts';
import { type OptionSection, optionSections, optionsInSection, parseDraft } from '../model/optionFields.ts';
import type { SimulationDraft } from '../state/arrangement.ts';
import type { Panel } from '../state/panel.ts';
import { count, t } from '../text/t.ts';
import { Button, Link, Segmented } from './controls.tsx';
import { OptionControl, optionLabel } from './optionControl.tsx';

const sectionNames: Readonly<Record<OptionSection, () => string>> = {
  limits: () => t('options.limits'),
  reach: () => t('options.reach'),
  tools: () => t('options.tools'),
  images: () => t('options.images'),
  models: () => t('options.models'),
};

/** Every option as a control; what is touched is tried beside what runs. */
export function SimulateSettings({ panel }: { readonly panel: Panel }) {
  const { arrangement, overview, simulation: result } = panel.state;
  const { simulation } = arrangement;
  const change = (part: Partial<SimulationDraft>): void => panel.arrange({ simulation: { ...simulation, ...part } });
  const parsed = useMemo(() => parseDraft(simulation.draft), [simulation.draft]);
  const running = overview?.status.profile ?? 'balanced';
  const tried = result?.kind === 'ready' ? result.value.candidate.options : undefined;
  // A whole conversation is answered in figures alone; its options follow from what is set.
  const effective = tried ?? effectiveOptions({ ...overview?.options, savingsProfile: simulation.profile ?? running });
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
        <Apply
          panel={panel}
          options={{
            ...parsed.overrides,
            ...(simulation.profile !== undefined && { savingsProfile: simulation.profile }),
          }}
        />
      )}
    </section>
  );
}

function effectiveOptions(options: Readonly<Record<string, unknown>>): Options | undefined {
  try {
    return parseOptions(options, 'proxy');
  } catch {
    // A newer engine may know options that this page does not.
    return undefined;
  }
}

/** What was tried becomes what runs. An editor keeps it in its settings; a browser says how to start the engine with it. */
function Apply({ panel, options }: { readonly panel: Panel; readonly options: Partial<Options> }) {
  const { simulation } = panel.state.arrangement;
  const apply = (): void => {
    panel.deeds.setOptions(
      options,
      t('simulate.applied', { changes: Object.keys(options).map(optionLabel).join(', ') }),
    );
    panel.arrange({ simulation: { ...simulation, draft: {}, profile: undefined } });
  };
  const command = commandLine({ ...panel.state.overview?.options, ...options });
  return (
    <>
      <div class="buttons">
        <Button primary onPress={apply}>
          {t('simulate.apply')}
        </Button>
        <Button onPress={() => panel.act({ type: 'copyText', text: settingsJson(options) })}>
          {t('simulate.copy')}
        </Button>
      </div>
      {!panel.can('startEngine') && (
        <div class="commandLine">
          <p class="dim small">{t('simulate.asCommandMore')}</p>
          <code class="small">{command}</code>
          <Button onPress={() => panel.act({ type: 'copyText', text: command })}>{t('simulate.copyCommand')}</Button>
        </div>
      )}
    </>
  );
}

export function isEdited({ profile, draft }: SimulationDraft): boolean {
  return profile !== undefined || Object.keys(draft).length > 0;
}

/** The changed options as VS Code settings, ready to paste. */
function settingsJson(overrides: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(overrides).map(([name, value]) => [`headroom.${name}`, value])),
    null,
    2,
  );
}
