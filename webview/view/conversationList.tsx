import { useEffect, useMemo, useState } from 'preact/hooks';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { groupByProject, requestNumbers } from '../model/conversations.ts';
import { sumCosts } from '../model/figures.ts';
import { type ListRow, layOutRows } from '../model/listRows.ts';
import { filterExchanges, type Period, periods, textToFind } from '../model/search.ts';
import type { Panel } from '../state/panel.ts';
import { liveExchanges, type TextSearch } from '../state/panelState.ts';
import { byteSize, exactNumber, modelName, startOfDay } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Button, Segmented, Select, TextField } from './controls.tsx';
import { estimated, measured, Num, Usd } from './figures.tsx';
import { listColumns, StableListRow } from './listRow.tsx';
import { periodNames } from './periodNames.ts';
import { rowByKey, VirtualRows } from './virtualRows.tsx';

/** Where did today's tokens go, and where is that one request? */
export function ConversationList({ panel }: { readonly panel: Panel }) {
  const { exchanges, arrangement, history, textSearch } = panel.state;
  const { search, client, model, period, opened } = arrangement;
  const today = startOfDay(Date.now());
  const wanted = textToFind(search);
  const textHits = wanted === undefined || textSearch?.text !== wanted ? undefined : textSearch.hits;
  const shown = useMemo(
    () => filterExchanges(exchanges, { search, client, model, period }, { startOfToday: today, textHits }),
    [exchanges, search, client, model, period, today, textHits],
  );
  const numbers = useMemo(() => requestNumbers(exchanges), [exchanges]);
  const rows = useMemo(
    () => layOutRows(groupByProject(shown), { open: new Set(opened), numbers, textHits }),
    [shown, opened, numbers, textHits],
  );
  const heights = useMemo(() => rows.map(row => (row.kind === 'project' ? 36 : 26)), [rows]);
  const active = rows.findIndex(row => row.key === arrangement.activeRow);
  const widest = shown.reduce((most, exchange) => Math.max(most, sentContext(exchange).value), 0);

  const steer = (event: KeyboardEvent): void => {
    const next = rowByKey(event.key, active, rows.length);
    const row = rows[active];
    if (next !== undefined) panel.arrange({ activeRow: rows[next]?.key });
    else if (row !== undefined && event.key === 'Enter') openRow(panel, row);
    else if (row !== undefined && event.key === 'ArrowRight') unfold(panel, row, true);
    else if (row !== undefined && event.key === 'ArrowLeft') unfold(panel, row, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="listView"
      onPointerEnter={() => panel.happen({ type: 'listUsed', inUse: true })}
      onPointerLeave={() => panel.happen({ type: 'listUsed', inUse: false })}
    >
      <ListTools
        panel={panel}
        conversations={rows.filter(row => row.kind === 'conversation').length}
        requests={shown.length}
      />
      {wanted !== undefined && <TextSearchLine search={textHits === undefined ? undefined : textSearch} />}
      <div class="listTable">
        <div class="listGrid listHead" aria-hidden="true">
          {listColumns.map(column => (
            <span key={column.key} class={column.class}>
              {column.title()}
            </span>
          ))}
        </div>
        <VirtualRows
          class="listRows"
          heights={heights}
          active={active}
          onKeyDown={steer}
          attributes={{
            role: 'treegrid',
            'aria-label': t('list.name'),
            'aria-rowcount': rows.length,
            'aria-activedescendant': active < 0 ? undefined : `row-${active}`,
          }}
          renderRow={(index, slot) => {
            const row = rows[index];
            return row === undefined ? null : (
              <StableListRow
                key={`${row.kind}:${slot}`}
                row={row}
                index={index}
                widest={widest}
                active={index === active}
                onOpen={() => openRow(panel, row)}
                onUnfold={open => unfold(panel, row, open)}
              />
            );
          }}
        />
        {shown.length === 0 && (
          <p class="dim listNothing">
            {history === 'unread' || textSearch?.stage === 'running' ? '' : t('list.nothing')}
          </p>
        )}
      </div>
      <ListTotals panel={panel} />
    </div>
  );
}

/** How far a search through the texts has come, and where it ended. */
function TextSearchLine({ search }: { readonly search: TextSearch | undefined }) {
  if (search === undefined || search.requests === 0) {
    return (
      <p class="dim small searchLine" role="status">
        {t('list.textBegins')}
      </p>
    );
  }
  const { text, hits, requests, characters, stage } = search;
  const values = {
    text,
    found: count('requests', hits.size, exactNumber(hits.size)),
    looked: count('requests', requests, exactNumber(requests)),
    size: byteSize(characters),
  };
  return (
    <p class="dim small searchLine" role="status">
      {t(`list.text.${stage}`, values)}
    </p>
  );
}

interface ListToolsProps {
  readonly panel: Panel;
  readonly conversations: number;
  readonly requests: number;
}

function ListTools({ panel, conversations, requests }: ListToolsProps) {
  const { arrangement, exchanges, arrivals, running, history } = panel.state;
  const clients = [...new Set(exchanges.map(exchange => exchange.client))].sort();
  const models = [...new Set(exchanges.map(exchange => exchange.model))].sort();
  return (
    <div class="tools">
      <TextField
        id="search"
        class="search"
        label={t('list.search')}
        placeholder={t('list.searchHint')}
        value={arrangement.search}
        onInput={search => panel.arrange({ search })}
      />
      <kbd class="wideOnly">/</kbd>
      <Segmented<Period>
        label={t('list.period')}
        value={arrangement.period}
        choices={periods.map(period => ({ value: period, label: periodNames[period]() }))}
        onChoose={period => panel.arrange({ period })}
      />
      <Select
        label={t('list.client')}
        value={arrangement.client}
        choices={[{ value: '', label: t('list.allClients') }, ...clients.map(name => ({ value: name, label: name }))]}
        onChoose={client => panel.arrange({ client })}
      />
      <Select
        label={t('list.model')}
        value={arrangement.model}
        choices={[
          { value: '', label: t('list.allModels') },
          ...models.map(id => ({ value: id, label: modelName(id) })),
        ]}
        onChoose={model => panel.arrange({ model })}
      />
      <span class="grow" />
      {running.length > 0 && (
        <Running startedAt={Math.min(...running.map(each => each.startedAt))} count={running.length} />
      )}
      <span class="dim small listCount" role="status">
        {count('conversations', conversations)}, {count('requests', requests)}
        {history === 'partial' && t('list.olderExist')}
      </span>
      {arrivals.length > 0 && (
        <Button onPress={() => panel.happen({ type: 'arrivalsTaken' })} label={count('arrivals', arrivals.length)}>
          {count('arrivals', arrivals.length)} <kbd>.</kbd>
        </Button>
      )}
    </div>
  );
}

function Running({ startedAt, count: amount }: { readonly startedAt: number; readonly count: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - startedAt) / 1000));
  return (
    <span class="strong small">
      {count('running', amount)} <Num>{t('unit.seconds', { n: seconds })}</Num>
    </span>
  );
}

function ListTotals({ panel }: { readonly panel: Panel }) {
  const { overview } = panel.state;
  const since = startOfDay(Date.now());
  const today = liveExchanges(panel.state).filter(exchange => exchange.startedAt >= since);
  const cost = sumCosts(today);
  const waste = today.reduce((sum, exchange) => sum + (exchange.wasteCost ?? 0), 0);
  return (
    <div class="totals dim">
      <span>{t('totals.today')}</span>
      <Usd figure={measured(cost.measured)} unit={t('totals.costMeasured')} />
      {cost.estimated > 0 && <Usd figure={estimated(cost.estimated)} unit={t('totals.costEstimated')} />}
      {overview !== undefined && overview.today.measuredUsd !== 0 && (
        <Usd figure={measured(overview.today.measuredUsd)} tone="save" unit={t('totals.savedMeasured')} />
      )}
      {overview !== undefined && overview.today.estimatedUsd !== 0 && (
        <Usd figure={estimated(overview.today.estimatedUsd)} tone="save" unit={t('totals.savedEstimated')} />
      )}
      {waste > 0 && <Usd figure={estimated(waste)} tone="waste" unit={t('totals.waste')} />}
    </div>
  );
}

function openRow(panel: Panel, row: ListRow): void {
  const activeRow = row.key;
  if (row.kind === 'conversation') {
    panel.arrange({ activeRow, conversation: row.conversation.id, request: undefined, scrubbed: undefined });
  } else if (row.kind === 'exchange') {
    const { conversation, id } = row.exchange;
    panel.arrange({ activeRow, conversation, request: id, block: row.hit?.block });
  } else {
    unfold(panel, row, !('open' in row && row.open));
  }
}

function unfold(panel: Panel, row: ListRow, open: boolean): void {
  if (row.kind === 'project' || row.kind === 'exchange') {
    panel.arrange({ activeRow: row.key });
    return;
  }
  const key = row.kind === 'more' ? row.opens : row.key;
  const others = panel.state.arrangement.opened.filter(each => each !== key);
  panel.arrange({ activeRow: row.key, opened: open ? [...others, key] : others });
}
