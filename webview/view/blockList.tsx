// biome-ignore-all lint/a11y/useFocusableInteractive: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
// biome-ignore-all lint/a11y/useSemanticElements: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
import { useMemo } from 'preact/hooks';
import { type BlockRow, blockRows, isChanged } from '../model/blockRows.ts';
import { decisionWord } from '../model/decisionWord.ts';
import { groupOf } from '../model/kinds.ts';
import type { ScaledDetail } from '../model/oneScale.ts';
import type { Panel } from '../state/panel.ts';
import { exactNumber, shortTokens } from '../text/format.ts';
import { t, tell } from '../text/t.ts';
import { Segmented } from './controls.tsx';
import { Num, Swatch } from './figures.tsx';
import { rowByKey, VirtualRows } from './virtualRows.tsx';

interface BlockListProps {
  readonly panel: Panel;
  readonly detail: ScaledDetail;
}

/** Every block with its decision. The left edge is the cache's state, the badge the decision. */
export function BlockList({ panel, detail }: BlockListProps) {
  const { block, blocksShown } = panel.state.arrangement;
  const all = useMemo(() => blockRows(detail), [detail]);
  const rows = useMemo(() => (blocksShown === 'changed' ? all.filter(isChanged) : all), [all, blocksShown]);
  const heights = useMemo(() => rows.map(() => 26), [rows]);
  const active = rows.findIndex(row => block !== undefined && row.first <= block && block <= row.last);
  const steer = (event: KeyboardEvent): void => {
    const next = rowByKey(event.key, active, rows.length);
    if (next === undefined) return;
    panel.arrange({ block: rows[next]?.first });
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="blockList" aria-label={t('blocks.title')}>
      <div class="section">
        <h2>{t('blocks.title')}</h2>
        <span class="dim small clip">
          {t('blocks.changed', { n: all.filter(isChanged).length, all: detail.blocks.length })}
        </span>
        <span class="grow" />
        <Segmented
          label={t('blocks.show')}
          value={blocksShown}
          choices={[
            { value: 'all', label: t('blocks.all') },
            { value: 'changed', label: t('blocks.onlyChanged') },
          ]}
          onChoose={value => panel.arrange({ blocksShown: value })}
        />
      </div>
      <div class="blockGrid listHead" aria-hidden="true">
        <span>{t('blocks.number')}</span>
        <span>{t('blocks.content')}</span>
        <span>{t('blocks.decision')}</span>
        <span class="right">{t('blocks.before')}</span>
        <span class="right">{t('blocks.sent')}</span>
      </div>
      <VirtualRows
        class="blockRows"
        heights={heights}
        active={active}
        onKeyDown={steer}
        attributes={{
          role: 'grid',
          'aria-label': t('blocks.title'),
          'aria-rowcount': rows.length,
          'aria-activedescendant': active < 0 ? undefined : `block-${active}`,
        }}
        renderRow={index => {
          const row = rows[index];
          return row === undefined ? null : (
            <BlockLine
              key={row.first}
              row={row}
              index={index}
              active={index === active}
              onOpen={() => panel.arrange({ block: row.first })}
            />
          );
        }}
      />
      {rows.length === 0 && <p class="dim">{t('blocks.none')}</p>}
    </section>
  );
}

interface BlockLineProps {
  readonly row: BlockRow;
  readonly index: number;
  readonly active: boolean;
  readonly onOpen: () => void;
}

function BlockLine({ row, index, active, onOpen }: BlockLineProps) {
  const { first, last, label, count, tokensBefore, tokensAfter, cache, block } = row;
  return (
    <div
      id={`block-${index}`}
      class={`blockGrid row cache-${cache}${active ? ' active' : ''}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={active}
      onClick={onOpen}
    >
      <span role="gridcell">
        <Num tone="dim">{first === last ? first : `${first}–${last}`}</Num>
      </span>
      <span role="gridcell" class="swatched">
        <Swatch fill={groupOf(block.kind)} />
        <span class="clip">{count > 1 ? t('blocks.tools', { label: tell(label), n: count }) : tell(label)}</span>
      </span>
      <span role="gridcell" class="clip">
        <Decision row={row} />
      </span>
      <span role="gridcell" class="right">
        <Num>~{exactNumber(tokensBefore)}</Num>
      </span>
      <span role="gridcell" class="right">
        {tokensAfter < tokensBefore ? <Num tone="save">~{exactNumber(tokensAfter)}</Num> : <Num tone="dim">=</Num>}
      </span>
    </div>
  );
}

function Decision({ row }: { readonly row: BlockRow }) {
  const { receipt, wasteTokens, tokensAfter } = row;
  if (isChanged(row))
    return <span class="tag saveTag">{receipt?.transform.replaceAll('-', ' ').replaceAll('_', ' ')}</span>;
  if (wasteTokens > 0 && wasteTokens >= tokensAfter * 0.5) {
    return <span class="tag wasteTag">{t('blocks.waste', { waste: shortTokens(wasteTokens) })}</span>;
  }
  const word = receipt === undefined ? undefined : decisionWord(receipt.reason, tell);
  return (
    <span class="dim small" title={receipt?.reason}>
      {word === undefined ? t('blocks.untouched') : 'key' in word ? t(word.key) : word.text}
    </span>
  );
}
