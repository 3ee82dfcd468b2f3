import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { modelName, percent } from '../text/format.ts';
import { t } from '../text/t.ts';
import { AlarmBar } from './alarm.tsx';
import { ConversationList } from './conversationList.tsx';
import { DeedBar } from './deedBar.tsx';
import { EmptyView } from './emptyView.tsx';
import { Header, isUp } from './header.tsx';
import { KeyHelp } from './keyHelp.tsx';
import { later } from './later.tsx';
import { NowLine } from './nowLine.tsx';
import { PathBar } from './pathBar.tsx';
import { LoadingView, StoppedView } from './stateViews.tsx';

/** What lies behind the list brings charts and diffs along, which nobody needs in order to see the list. */
const ConversationView = later(async () => (await import('./conversationView.tsx')).ConversationView);
const RequestView = later(async () => (await import('./requestView.tsx')).RequestView);
const SimulateView = later(async () => (await import('./simulateView.tsx')).SimulateView);
const ReportView = later(async () => (await import('./reportView.tsx')).ReportView);

export function App({ panel }: { readonly panel: Panel }) {
  return (
    <>
      <Header panel={panel} />
      <NowLine panel={panel} />
      <AlarmBar panel={panel} />
      <DeedBar panel={panel} />
      <PathBar panel={panel} />
      <main>
        <Place panel={panel} />
      </main>
      <Legend panel={panel} />
      <KeyHelp panel={panel} />
    </>
  );
}

/** What the path and the lens point at; facts that are missing say why. */
function Place({ panel }: { readonly panel: Panel }) {
  const { link, overview, history, arrangement } = panel.state;
  const { lens, conversation, request } = arrangement;
  const nothing = allExchanges(panel.state).length === 0;
  if (link.kind === 'lost' && (nothing || overview === undefined))
    return <StoppedView panel={panel} reason={link.reason} />;
  if (overview === undefined) return <LoadingView />;
  if (nothing && !isUp(overview.status)) return <StoppedView panel={panel} reason={undefined} />;
  if (lens === 'simulate') return <SimulateView panel={panel} />;
  if (lens === 'report' && !nothing) return <ReportView panel={panel} />;
  if (nothing) return history === 'unread' ? <LoadingView /> : <EmptyView panel={panel} />;
  if (request !== undefined) return <RequestView panel={panel} />;
  return conversation === undefined ? <ConversationList panel={panel} /> : <ConversationView panel={panel} />;
}

/** The honesty of the numbers, and the keys. */
function Legend({ panel }: { readonly panel: Panel }) {
  const newest = allExchanges(panel.state)[0];
  const band =
    newest === undefined || newest.errorBand === 0
      ? ''
      : t('legend.band', { model: modelName(newest.model), band: percent(newest.errorBand) });
  return (
    <footer class="legend">
      <span class="clip">
        {t('legend.honesty')}
        {band}
      </span>
      <span class="grow" />
      <span>
        <kbd>←</kbd> <kbd>→</kbd> {t('legend.requests')}
      </span>
      <span>
        <kbd>Enter</kbd> {t('legend.deeper')}
      </span>
      <span>
        <kbd>Esc</kbd> {t('legend.back')}
      </span>
      <span>
        <kbd>/</kbd> {t('legend.search')}
      </span>
      <button type="button" class="plain" onClick={() => panel.happen({ type: 'keysToggled' })}>
        <kbd>?</kbd> {t('legend.keys')}
      </button>
    </footer>
  );
}
