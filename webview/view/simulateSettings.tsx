import { useMemo } from 'preact/hooks';
import { profiles } from '../../src/shared/modes.ts';
import { type OptionSection, optionSections, optionsInSection, parseDraft } from '../model/optionFields.ts';
import type { SimulationDraft } from '../state/arrangement.ts';
import type { Panel } from '../state/panel.ts';
import { count, t } from '../text/t.ts';
import { Button, Link, Segmented } from './controls.tsx';
import { OptionControl } from './optionControl.tsx';

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
export function isEdited({ profile, draft }: SimulationDraft): boolean {
  return profile !== undefined || Object.keys(draft).length > 0;
}

function settingsJson(overrides: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(overrides).map(([name, value]) => [`headroom.${name}`, value])),
    null,
    2,
  );
}
