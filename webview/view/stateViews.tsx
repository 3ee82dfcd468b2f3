import type { Panel } from '../state/panel.ts';
import { t } from '../text/t.ts';
import { Button } from './controls.tsx';
import { listColumns } from './listRow.tsx';

/** Not running: first that agents work on without us, then the cause, then one primary button. */
export function StoppedView({ panel, reason }: { readonly panel: Panel; readonly reason: string | undefined }) {
  const { overview, exchanges, link } = panel.state;
  const notice = overview?.status.notice;
  const title = link.kind === 'lost' ? t('stopped.unreachable') : t('stopped.title');
  return (
    <div class="message">
      <h1>{title}</h1>
      <p>{link.kind === 'lost' ? t('stopped.unreachableMore') : t('stopped.more')}</p>
      <div class="facts2">
        {(notice !== undefined || (reason !== undefined && reason !== '')) && (
          <>
            <span class="dim">{t('stopped.cause')}</span>
            <span>{notice ?? reason}</span>
          </>
        )}
        <span class="dim">{t('stopped.sessions')}</span>
        <span>{t('stopped.restart')}</span>
        <span class="dim">{t('stopped.history')}</span>
        <span>{t('stopped.historyMore', { n: exchanges.length })}</span>
      </div>
      <div class="buttons">
        {panel.can('startEngine') ? (
          <Button primary onPress={() => panel.act({ type: 'startEngine' })}>
            {t('stopped.start')}
          </Button>
        ) : (
          <Button primary onPress={panel.retry}>
            {t('retry')}
          </Button>
        )}
        {panel.can('showLog') && <Button onPress={() => panel.act({ type: 'showLog' })}>{t('stopped.log')}</Button>}
      </div>
      {!panel.can('startEngine') && <p class="dim">{t('stopped.command')}</p>}
    </div>
  );
}

/** Real columns and grey bars of the final height: nothing moves when the data comes. */
export function LoadingView() {
  return (
    <div class="listView" role="status" aria-label={t('loading')}>
      <div class="tools loadingTools" />
      <div class="listTable">
        <div class="listGrid listHead" aria-hidden="true">
          {listColumns.map(column => (
            <span key={column.key} class={column.class}>
              {column.title()}
            </span>
          ))}
        </div>
        {[62, 53, 44, 35, 62, 53, 44, 35, 62, 53, 44, 35].map((width, index) => (
          <div key={String(index)} class="listGrid row" aria-hidden="true">
            <span>
              <i class="skeleton line" style={{ width: `${width}%` }} />
            </span>
            <span class="wide" />
            <span class="wide" />
            <span class="wide" />
            <span class="roomy">
              <i class="skeleton line" style={{ width: '100%' }} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
