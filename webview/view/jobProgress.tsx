import type { HistoryJob } from '../../src/shared/history.ts';
import { weekDays } from '../state/deeds.ts';
import type { Panel } from '../state/panel.ts';
import { count, t } from '../text/t.ts';
import { Button } from './controls.tsx';

interface JobProgressProps {
  readonly panel: Panel;
  readonly kind: HistoryJob['kind'];
}

/** How far an import or a trial is, and how it ended; nothing where none was asked for. */
export function JobProgress({ panel, kind }: JobProgressProps) {
  const { job } = panel.state;
  if (job === undefined || job.kind !== kind) return null;
  if (job.state === 'running') return <Running panel={panel} job={job} />;
  const text = endedText(job);
  return text === '' ? null : (
    <p class={job.state === 'failed' ? 'waste' : 'dim'} role="status">
      {text}
    </p>
  );
}

function Running({ panel, job }: { readonly panel: Panel; readonly job: HistoryJob }) {
  const { done, all } = job.conversations;
  const described = t('job.progress', { done: Math.min(done + 1, Math.max(all, 1)), all, requests: requests(job) });
  return (
    <div class="job">
      <span class="jobName">
        {t(`job.name.${job.kind}`)} <span class="dim">{described}</span>
      </span>
      <progress
        class="jobBar"
        aria-label={t(`job.name.${job.kind}`)}
        max={Math.max(all, 1)}
        value={done}
        aria-valuetext={described}
      />
      <Button onPress={panel.deeds.cancelJob}>{t('job.cancel')}</Button>
    </div>
  );
}

function endedText(job: HistoryJob): string {
  switch (job.state) {
    case 'failed':
      return t(`job.failed.${job.kind}`, { message: job.message ?? '' });
    case 'cancelled':
      return t('job.cancelled', { requests: requests(job) });
    case 'done':
      return doneText(job);
    default:
      return '';
  }
}

function doneText(job: HistoryJob): string {
  if (job.conversations.all === 0) return t('job.nothing', { days: weekDays });
  const files = job.unreadFiles === 0 ? '' : count('job.unreadFiles', job.unreadFiles);
  if (job.kind === 'trial') return files;
  const read = t('job.done.import', { requests: requests(job), sessions: count('sessions', job.conversations.all) });
  const lines = job.unreadLines === 0 ? '' : count('job.unread', job.unreadLines);
  return [read, lines, files].filter(text => text !== '').join(' ');
}

function requests(job: HistoryJob): string {
  return count('requests', job.requests);
}
