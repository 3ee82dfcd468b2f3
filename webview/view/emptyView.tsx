import { weekDays } from '../state/deeds.ts';
import type { Panel } from '../state/panel.ts';
import { byteSize, whenSeen } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Button, Link } from './controls.tsx';
import { JobProgress } from './jobProgress.tsx';

/** Nothing recorded yet: what can be seen of the past, what listens where, how each client gets here, what the mode does. */
export function EmptyView({ panel }: { readonly panel: Panel }) {
  const overview = panel.state.overview;
  const address = overview?.baseUrl ?? '';
  const copy = (text: string) => (
    <span>
      <Button onPress={() => panel.act({ type: 'copyText', text })}>{t('empty.copy')}</Button>
    </span>
  );
  const shell = `ANTHROPIC_BASE_URL=${address} claude`;
  return (
    <div class="message">
      <h1>{t('empty.title')}</h1>
      <p>{t('empty.listening', { address })}</p>
      <FoundTranscripts panel={panel} />
      <div class="facts3">
        <b>Claude Code</b>
        <span>
          {panel.can('openDiff') ? t('empty.claudeEditor') : t('empty.claudeBrowser')}
          <code class="small dim">{shell}</code>
        </span>
        {copy(shell)}
        <b>{t('empty.sdk')}</b>
        <span>
          {t('empty.baseUrl')}
          <code class="small dim">{address}</code>
        </span>
        {copy(address)}
      </div>
      <p class="dim">{overview?.status.mode === 'off' ? t('empty.off') : t('empty.audit')}</p>
      <p class="links">
        <Link onPress={() => simulate(panel, 'text')}>{t('empty.simulate')}</Link>
        {panel.can('chooseFile') && <Link onPress={() => panel.act({ type: 'chooseFile' })}>{t('empty.open')}</Link>}
      </p>
    </div>
  );
}

/** What Claude Code left on this machine, with one step to see it and one to try optimize on it. */
function FoundTranscripts({ panel }: { readonly panel: Panel }) {
  const { transcripts, job } = panel.state;
  if (transcripts === undefined || transcripts.kind === 'loading') {
    return <p class="dim foundTranscripts">{t('empty.looking')}</p>;
  }
  if (transcripts.kind === 'failed' || transcripts.value.sessions === 0) return null;
  const { sessions, bytes, newestAt = 0 } = transcripts.value;
  const isRunning = job?.state === 'running';
  return (
    <section class="foundTranscripts" aria-label={t('empty.foundTitle')}>
      <h2>{t('empty.foundTitle')}</h2>
      <p>
        {t('empty.found', {
          sessions: count('sessions', sessions),
          size: byteSize(bytes),
          time: whenSeen(newestAt, Date.now()),
        })}
      </p>
      <p class="dim">{t('empty.foundMore')}</p>
      <JobProgress panel={panel} kind="import" />
      {!isRunning && (
        <div class="buttons">
          <Button primary onPress={panel.deeds.startImport}>
            {t('empty.import', { days: weekDays })}
          </Button>
          <Button
            onPress={() => {
              simulate(panel, 'week');
              panel.deeds.startTrial('transcripts');
            }}
          >
            {t('empty.tryAll')}
          </Button>
        </div>
      )}
    </section>
  );
}

function simulate(panel: Panel, source: 'text' | 'week'): void {
  const { simulation } = panel.state.arrangement;
  panel.arrange({ lens: 'simulate', simulation: { ...simulation, source } });
}
