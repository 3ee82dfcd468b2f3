// biome-ignore-all lint/a11y/useFocusableInteractive: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
// biome-ignore-all lint/a11y/useSemanticElements: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
import { Component, type ComponentChildren } from 'preact';
import type { ExchangeSummary, Origin } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { brokenTokens, type SplitSum, sentWaste, sumCosts, sumSavings, wasteShare } from '../model/figures.ts';
import type { ListRow } from '../model/listRows.ts';
import { clockTime, modelName, percent, shortTokens, whenSeen } from '../text/format.ts';
import { count, t, tell } from '../text/t.ts';
import { estimated, measured, Num, Stack, Tokens, type Tone, Usd } from './figures.tsx';

/** Columns of the list; narrow panels drop those marked `wide`, side bars those marked `roomy` too. */
export const listColumns = [
  { key: 'name', class: '', title: () => t('list.column.name') },
  { key: 'client', class: 'wide', title: () => t('list.column.client') },
  { key: 'model', class: 'wide', title: () => t('list.column.model') },
  { key: 'last', class: 'wide', title: () => t('list.column.last') },
  { key: 'context', class: 'roomy', title: () => t('list.column.context') },
  { key: 'tokens', class: 'right', title: () => t('list.column.tokens') },
  { key: 'waste', class: 'right', title: () => t('list.column.waste') },
  { key: 'cache', class: 'wide', title: () => t('list.column.cache') },
  { key: 'cost', class: 'right roomy', title: () => t('list.column.cost') },
  { key: 'saved', class: 'right wide', title: () => t('list.column.saved') },
  { key: 'largest', class: 'wide', title: () => t('list.column.largest') },
] as const;

interface ListRowProps {
  readonly row: ListRow;
  readonly index: number;
  readonly active: boolean;
  /** Tokens that the full width of the context bars stands for. */
  readonly widest: number;
  readonly onOpen: () => void;
  readonly onUnfold: (open: boolean) => void;
}

/**
 * Scrolling renders the list many times over the same rows, so a row is drawn anew only when what it shows has changed.
 * The callbacks may be left out of the comparison: whatever changes what they do lays out new rows as well.
 */
export class StableListRow extends Component<ListRowProps> {
  override shouldComponentUpdate(next: ListRowProps): boolean {
    const { row, index, active, widest } = this.props;
    return row !== next.row || index !== next.index || active !== next.active || widest !== next.widest;
  }

  override render() {
    return <ListRowView {...this.props} />;
  }
}

function ListRowView({ row, index, active, widest, onOpen, onUnfold }: ListRowProps) {
  const attributes = {
    id: `row-${index}`,
    role: 'row' as const,
    'aria-rowindex': index + 1,
    'aria-level': row.level,
    'aria-selected': active,
    onClick: onOpen,
    ...('open' in row ? { 'aria-expanded': row.open } : {}),
  };
  const look = `listGrid row level${row.level}${active ? ' active' : ''}`;
  switch (row.kind) {
    case 'project':
      return (
        <div class={`${look} projectRow`} {...attributes}>
          <Cell class="strong clip">
            {row.project.name}
            {row.project.imported && <span class="unit"> {t('list.imported')}</span>}
          </Cell>
          <Cell class="projectCost right">
            <CostCell cost={row.project.cost} tone="strong" />
          </Cell>
        </div>
      );
    case 'more':
      return (
        <div class={look} {...attributes}>
          <Cell class="dim">{count('moreRequests', row.hidden)}</Cell>
        </div>
      );
    case 'conversation': {
      const { title, exchanges, newest, cost } = row.conversation;
      return (
        <div class={look} {...attributes}>
          <NameCell
            open={row.open}
            onUnfold={onUnfold}
            title={title}
            note={count('requests', exchanges.length)}
            origin={newest.origin}
          />
          <FigureCells exchange={newest} widest={widest} cost={cost} exchanges={exchanges} full />
        </div>
      );
    }
    case 'branch': {
      const { name, exchanges } = row.branch;
      const note = count('requests', exchanges.length);
      return (
        <div class={look} {...attributes}>
          <NameCell open={row.open} onUnfold={onUnfold} title={`↳ ${name}`} note={note} />
          <FigureCells exchange={row.newest} widest={widest} cost={sumCosts(exchanges)} exchanges={exchanges} full />
        </div>
      );
    }
    default: {
      const { exchange, number, hit } = row;
      return (
        <div class={look} {...attributes}>
          <Cell class="clip">
            <Num tone="dim">{number}</Num>&ensp;
            {hit === undefined ? (exchange.latest ?? exchange.title) : <q class="dim">{hit.excerpt}</q>}
          </Cell>
          <FigureCells
            exchange={exchange}
            widest={widest}
            cost={sumCosts([exchange])}
            exchanges={[exchange]}
            full={false}
          />
        </div>
      );
    }
  }
}

function Cell({ class: look = '', children }: { readonly class?: string; readonly children?: ComponentChildren }) {
  return (
    <span role="gridcell" class={look}>
      {children}
    </span>
  );
}

interface NameCellProps {
  readonly open: boolean;
  readonly title: string;
  readonly note: string;
  readonly origin?: Origin | undefined;
  readonly onUnfold: (open: boolean) => void;
}

function NameCell({ open, title, note, origin, onUnfold }: NameCellProps) {
  const toggle = (event: Event): void => {
    event.stopPropagation();
    onUnfold(!open);
  };
  return (
    <Cell class="nameCell">
      <button
        type="button"
        class="twistie"
        tabIndex={-1}
        aria-label={open ? t('list.close') : t('list.open')}
        onClick={toggle}
      >
        {open ? '⌄' : '›'}
      </button>
      <span class="clip" title={title}>
        {title}
      </span>
      {origin !== undefined && <span class="tag originTag">{t(`list.origin.${origin}`)}</span>}
      <span class="unit roomy">{note}</span>
    </Cell>
  );
}

interface FigureCellsProps {
  readonly exchange: ExchangeSummary;
  readonly exchanges: readonly ExchangeSummary[];
  readonly cost: SplitSum;
  readonly widest: number;
  /** Client and model are named once per conversation. */
  readonly full: boolean;
}

function FigureCells({ exchange, exchanges, cost, widest, full }: FigureCellsProps) {
  const context = sentContext(exchange);
  const share = wasteShare(exchange);
  const waste = sentWaste(exchange);
  const time = full ? whenSeen(exchange.startedAt, Date.now()) : clockTime(exchange.startedAt);
  return (
    <>
      <Cell class="dim clip wide">{full ? exchange.client : ''}</Cell>
      <Cell class="dim clip wide">{full ? modelName(exchange.model) : ''}</Cell>
      <Cell class="wide">
        <Num tone="dim">{time}</Num>
      </Cell>
      <Cell class="roomy">
        <Stack
          track
          total={widest}
          height="thin"
          parts={[
            { role: 'waste', value: waste },
            { role: 'results', value: context.value - waste },
          ]}
        />
      </Cell>
      <Cell class="right">
        <Tokens figure={context} />
      </Cell>
      <Cell class="right">
        <Num tone={share >= 0.15 ? 'waste' : 'dim'}>~{percent(share)}</Num>
      </Cell>
      <Cell class="wide">
        <CacheBar exchange={exchange} />
      </Cell>
      <Cell class="right roomy">
        <CostCell cost={cost} decimals={full ? 2 : 3} />
      </Cell>
      <Cell class="right wide">
        <SavedCell exchanges={exchanges} />
      </Cell>
      <Cell class="clip wide">
        <Remark exchange={exchange} />
      </Cell>
    </>
  );
}

/** Net savings; where nothing was saved, what could have been stands in brackets. */
function SavedCell({ exchanges }: { readonly exchanges: readonly ExchangeSummary[] }) {
  const saved = sumSavings(exchanges, 'tokens');
  if (saved.measured !== 0) return <Tokens figure={measured(saved.measured)} tone={toneOf(saved.measured)} />;
  if (saved.estimated !== 0) return <Tokens figure={estimated(saved.estimated)} tone={toneOf(saved.estimated)} />;
  if (saved.possible <= 0) return <Num tone="dim">–</Num>;
  return (
    <span title={t('list.couldSave', { tokens: shortTokens(saved.possible) })}>
      <Num tone="dim">(~{shortTokens(saved.possible)})</Num>
    </span>
  );
}

function toneOf(saved: number): Tone {
  return saved > 0 ? 'save' : 'waste';
}

function CacheBar({ exchange }: { readonly exchange: ExchangeSummary }) {
  const cache = exchange.cache;
  if (cache === undefined) return null;
  return (
    <Stack
      height="thin"
      parts={[
        { role: 'hot', value: cache.hot },
        { role: 'waste', value: cache.rewritten },
        { role: 'results', value: cache.fresh },
      ]}
    />
  );
}

/** Prints one figure: a measured sum when there is one; the estimated one only where nothing was measured, since the two are never added. */
interface CostCellProps {
  readonly cost: SplitSum;
  readonly decimals?: 2 | 3;
  readonly tone?: Tone;
}

function CostCell({ cost, decimals = 2, tone = 'plain' }: CostCellProps) {
  if (cost.measured > 0) return <Usd figure={measured(cost.measured)} decimals={decimals} tone={tone} />;
  return cost.estimated > 0 ? <Usd figure={estimated(cost.estimated)} decimals={decimals} /> : <Num tone="dim">–</Num>;
}

/** What a person should know about a row first: a failure, a broken cache, a full window, else its largest waste. */
function Remark({ exchange }: { readonly exchange: ExchangeSummary }) {
  const broken = brokenTokens(exchange);
  const context = sentContext(exchange).value;
  if (exchange.status >= 400) return <span class="waste">{t('remark.status', { status: exchange.status })}</span>;
  if (exchange.fault !== undefined) return <span class="waste">{tell(exchange.fault)}</span>;
  if (broken > 0) return <span class="waste">{t('remark.broken', { tokens: shortTokens(broken) })}</span>;
  if (exchange.window !== undefined && context / exchange.window >= 0.85) {
    return <span class="waste">{t('remark.full', { share: percent(context / exchange.window) })}</span>;
  }
  if (exchange.watchedBy !== undefined) return <span class="dim">{t('remark.watched')}</span>;
  const largest = exchange.largestWaste;
  return largest === undefined ? null : (
    <span class="dim">
      {t(`wasteIs.${largest.category}`)} ~{shortTokens(largest.tokens)}
    </span>
  );
}
