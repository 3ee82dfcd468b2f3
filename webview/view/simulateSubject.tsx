import type { TrialSource } from '../../src/shared/history.ts';
import { findConversation } from '../model/conversations.ts';
import { type SimulationDraft, type SimulationSource, simulationSources } from '../state/arrangement.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { simulatedExchange } from '../state/selection.ts';
import { shortTokens } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Segmented, Select, TextArea, TextField } from './controls.tsx';

interface SubjectProps {
  readonly panel: Panel;
  readonly change: (part: Partial<SimulationDraft>) => void;
}

const sourceNames: Readonly<Record<SimulationSource, () => string>> = {
  exchange: () => t('simulate.request'),
  conversation: () => t('simulate.conversation'),
  week: () => t('simulate.week'),
  text: () => t('simulate.paste'),
};

/** What is simulated: a request, its whole conversation, the last week, or a pasted text. */
export function SimulateSubject({ panel }: { readonly panel: Panel }) {
  const { simulation } = panel.state.arrangement;
  const change = (part: Partial<SimulationDraft>): void => panel.arrange({ simulation: { ...simulation, ...part } });
  return (
    <section aria-label={t('simulate.on')}>
      <div class="section">
        <h2>{t('simulate.on')}</h2>
      </div>
      <Select
        label={t('simulate.on')}
        value={simulation.source}
        choices={simulationSources.map(source => ({ value: source, label: sourceNames[source]() }))}
        onChoose={source => change({ source, block: undefined })}
      />
      {(simulation.source === 'exchange' || simulation.source === 'conversation') && (
        <Recorded panel={panel} whole={simulation.source === 'conversation'} />
      )}
      {simulation.source === 'week' && <Week panel={panel} change={change} />}
      {simulation.source === 'text' && <Pasted panel={panel} change={change} />}
    </section>
  );
}

function Recorded({ panel, whole }: { readonly panel: Panel; readonly whole: boolean }) {
  const id = simulatedExchange(panel.state);
  const all = allExchanges(panel.state);
  const exchange = all.find(each => each.id === id);
  if (exchange === undefined) return <p class="dim small subjectLine">{t('simulate.noRequest')}</p>;
  const conversation = whole ? findConversation(all, exchange.conversation) : undefined;
  return (
    <p class="dim small subjectLine">
      {conversation === undefined
        ? t('simulate.subject', {
            title: exchange.latest ?? exchange.title,
            tokens: shortTokens(exchange.tokensBefore),
          })
        : t('simulate.wholeConversation', {
            title: conversation.title,
            requests: count('requests', conversation.exchanges.length),
          })}
    </p>
  );
}

function Week({ panel, change }: SubjectProps) {
  return (
    <div class="pasted">
      <span class="small dim">{t('simulate.weekSource')}</span>
      <Segmented<TrialSource>
        wide
        label={t('simulate.weekSource')}
        value={panel.state.arrangement.simulation.week}
        choices={[
          { value: 'transcripts', label: t('simulate.weekTranscripts') },
          { value: 'recorded', label: t('simulate.weekRecorded') },
        ]}
        onChoose={week => change({ week })}
      />
    </div>
  );
}

function Pasted({ panel, change }: SubjectProps) {
  const { simulation } = panel.state.arrangement;
  return (
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
  );
}
