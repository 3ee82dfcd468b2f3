import { type Report, reportFileName } from '../../src/shared/report.ts';
import { reportCsv } from '../../src/shared/reportCsv.ts';
import { reportHtml } from '../../src/shared/reportHtml.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges, liveExchanges } from '../state/panelState.ts';
import { reportScope } from '../state/selection.ts';
import { startOfDay } from '../text/format.ts';
import { t } from '../text/t.ts';
import { Button, Link } from './controls.tsx';

/** The report as files: one that opens offline and prints, the figures, a line per request, a conversation without its words. */
export function ReportExports({ panel, report }: { readonly panel: Panel; readonly report: Report }) {
  const name = reportFileName(report);
  const exported = (): string => {
    const { conversation, since = 0, project } = reportScope(panel.state.arrangement, startOfDay(Date.now()));
    const live = liveExchanges(panel.state);
    // As in the report: what was imported stands by itself.
    const all = conversation !== undefined || live.length === 0 ? allExchanges(panel.state) : live;
    return reportCsv(
      all.filter(
        each =>
          each.startedAt >= since &&
          (conversation === undefined || each.conversation === conversation) &&
          (project === undefined || each.project === project),
      ),
    );
  };
  return (
    <section aria-label={t('report.take')}>
      <div class="section">
        <h2>{t('report.take')}</h2>
      </div>
      <p class="dim">{t('report.takeMore')}</p>
      <div class="buttons">
        <Button
          onPress={() =>
            panel.act({
              type: 'saveFile',
              name: `${name}.html`,
              text: reportHtml(report, document.documentElement.lang),
            })
          }
        >
          {t('report.html')}
        </Button>
        <Button
          onPress={() =>
            panel.act({ type: 'saveFile', name: `${name}.json`, text: `${JSON.stringify(report, null, 2)}\n` })
          }
        >
          {t('report.json')}
        </Button>
        <Button onPress={() => panel.act({ type: 'saveFile', name: `${name}.csv`, text: exported() })}>
          {t('report.csv')}
        </Button>
      </div>
      <Redacted panel={panel} />
    </section>
  );
}

/** One conversation as a file without a word of it, and the way to open such a file. */
function Redacted({ panel }: { readonly panel: Panel }) {
  const { conversation } = panel.state.arrangement;
  return (
    <>
      {conversation !== undefined && (
        <>
          <p class="dim spaced">{t('report.redactedMore')}</p>
          <div class="buttons">
            <Button onPress={() => panel.deeds.saveConversation(conversation)}>{t('report.redacted')}</Button>
          </div>
        </>
      )}
      {panel.can('chooseFile') && (
        <p class="spaced">
          <Link onPress={() => panel.act({ type: 'chooseFile' })}>{t('report.open')}</Link>
        </p>
      )}
    </>
  );
}
