import type { TrialResult, TrialSource } from '../../src/shared/history.ts';
import { bestLine, type TrialLine, trialLines } from '../model/trial.ts';
import { weekDays } from '../state/deeds.ts';
import type { Panel } from '../state/panel.ts';
import { exactNumber, percent, shortTokens, usd, whenSeen } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Button } from './controls.tsx';
import { estimated, Num, Stack, Tokens, Usd } from './figures.tsx';
import { JobProgress } from './jobProgress.tsx';

/** Would it have been worth it? Every profile over what was really asked, in one table, with one button each. */
export function TrialView({ panel }: { readonly panel: Panel }) {
  const { job, arrangement } = panel.state;
  const { week } = arrangement.simulation;
  const result = job?.kind === 'trial' ? job.result : undefined;
  const shown = result?.source === week && result.requests > 0 ? result : undefined;
  const isRunning = job?.state === 'running';
  return (
    <section aria-label={t('trial.title')}>
      {shown === undefined ? <h1>{t('trial.title')}</h1> : <Verdict result={shown} />}
      <p class="dim">{t('trial.intro', { days: weekDays })}</p>
      <JobProgress panel={panel} kind="trial" />
      <JobProgress panel={panel} kind="import" />
      {shown !== undefined && <Rows panel={panel} result={shown} />}
      {!isRunning && <Start panel={panel} source={week} again={shown !== undefined} />}
    </section>
  );
}

function Start({
  panel,
  source,
  again,
}: {
  readonly panel: Panel;
  readonly source: TrialSource;
  readonly again: boolean;
}) {
  const { transcripts } = panel.state;
  if (!again && source === 'transcripts' && transcripts?.kind === 'ready' && transcripts.value.sessions === 0) {
    return <p>{t('trial.noTranscripts', { folder: transcripts.value.folder })}</p>;
  }
  return (
    <div class="buttons trialStart">
      <Button primary={!again} onPress={() => panel.deeds.startTrial(source)}>
        {t(again ? 'trial.startAgain' : 'trial.start')}
      </Button>
      {source === 'transcripts' && <Button onPress={panel.deeds.startImport}>{t('trial.showThem')}</Button>}
    </div>
  );
}

function Verdict({ result }: { readonly result: TrialResult }) {
  const best = bestLine(trialLines(result));
  if (best === undefined) return <h1>{t('trial.verdictNone')}</h1>;
  return (
    <h1 class="verdictLine">
      <span class="num hero save">~{usd(best.savedUsd)}</span>{' '}
      <span class="heroWords save">
        {t('trial.verdict', { profile: best.setting, share: percent(best.savedShare) })}
      </span>
    </h1>
  );
}

function Rows({ panel, result }: { readonly panel: Panel; readonly result: TrialResult }) {
  const lines = trialLines(result);
  const most = Math.max(...lines.map(({ netUsd }) => netUsd), 1e-9);
  const [untouched] = lines;
  return (
    <>
      <p class="dim small">
        {t('trial.scope', {
          requests: count('requests', result.requests, exactNumber(result.requests)),
          conversations: count('conversations', result.conversations),
          from: whenSeen(result.from, Date.now()),
          to: whenSeen(result.to, Date.now()),
        })}{' '}
        {result.messagesOnly > 0 && t('trial.messagesOnly', { n: exactNumber(result.messagesOnly) })}{' '}
        {result.paidUsd !== undefined &&
          untouched !== undefined &&
          t('trial.paid', { usd: usd(result.paidUsd), simulated: usd(untouched.usd) })}
      </p>
      <table class="rows trialTable">
        <thead>
          <tr>
            <th>{t('trial.setting')}</th>
            <th class="barColumn">
              <span class="hidden">{t('composition.share')}</span>
            </th>
            <th class="right">{t('trial.cost')}</th>
            <th class="right">{t('trial.save')}</th>
            <th class="right roomy">{t('trial.tokens')}</th>
            <th class="right wide">{t('trial.fetches')}</th>
            <th class="right wide">{t('trial.breaks')}</th>
            <th>
              <span class="hidden">{t('trial.use')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <Row key={line.setting} panel={panel} line={line} most={most} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ panel, line, most }: { readonly panel: Panel; readonly line: TrialLine; readonly most: number }) {
  const { setting, netUsd, savedUsd, savedShare, tokens, fetches, breaks } = line;
  const status = panel.state.overview?.status;
  const isRunning =
    setting === 'audit' ? status?.mode !== 'optimize' : status?.mode === 'optimize' && status.profile === setting;
  return (
    <tr class={isRunning ? 'running' : ''}>
      <td class="clip">{setting === 'audit' ? t('trial.arm.audit') : setting}</td>
      <td>
        <Stack
          total={most}
          parts={[
            { role: 'results', value: netUsd },
            { role: 'hot', value: Math.max(0, savedUsd) },
          ]}
        />
      </td>
      <td class="right">
        <Usd figure={estimated(netUsd)} />
      </td>
      <td class="right">
        {setting === 'audit' ? (
          <Num tone="dim">–</Num>
        ) : (
          <Num tone={savedUsd > 0 ? 'save' : 'waste'}>
            ~{usd(savedUsd)} ({percent(savedShare)})
          </Num>
        )}
      </td>
      <td class="right roomy">
        <Tokens figure={estimated(tokens)} />
      </td>
      <td class="right wide">
        <Num tone="dim">{fetches === 0 ? '–' : `~${shortTokens(fetches)}`}</Num>
      </td>
      <td class="right wide">
        <Num tone={breaks > 0 ? 'waste' : 'dim'}>{breaks}</Num>
      </td>
      <td class="right">
        {isRunning ? (
          <span class="dim small">{t('trial.running')}</span>
        ) : (
          setting !== 'audit' && (
            <Button label={`${t('trial.use')}: ${setting}`} onPress={() => panel.deeds.useProfile(setting)}>
              {t('trial.use')}
            </Button>
          )
        )}
      </td>
    </tr>
  );
}
