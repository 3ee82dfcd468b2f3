// biome-ignore-all lint/a11y/useFocusableInteractive: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
// biome-ignore-all lint/a11y/useSemanticElements: the list has one tab stop (VirtualRows) and names its rows by aria-activedescendant, since a focused row could scroll out of existence.
import { useMemo } from 'preact/hooks';
import type { SimulationView } from '../../src/shared/panelProtocol.ts';
import { groupOf } from '../model/kinds.ts';
import type { Panel } from '../state/panel.ts';
import { exactNumber } from '../text/format.ts';
import { t, tell } from '../text/t.ts';
import { DiffView } from './diffView.tsx';
import { Num, Swatch } from './figures.tsx';
import { rowByKey, VirtualRows } from './virtualRows.tsx';

interface SimulatedBlocksProps {
  readonly panel: Panel;
  readonly mine: SimulationView;
  readonly candidate: SimulationView;
  readonly edited: boolean;
}

/** The blocks that would change, largest gain first, with their diffs. */
export function SimulatedBlocks({ panel, mine, candidate, edited }: SimulatedBlocksProps) {
  const { simulation } = panel.state.arrangement;
  const blocks = useMemo(
    () => candidate.blocks.filter(block => block.after !== undefined).sort((a, b) => gain(b.receipt) - gain(a.receipt)),
    [candidate],
  );
  const heights = useMemo(() => blocks.map(() => 26), [blocks]);
  const mineAfter = useMemo(
    () => new Map(mine.blocks.map(block => [block.receipt.block, block.receipt.tokensAfter])),
    [mine],
  );
  const chosen = Math.max(
    0,
    blocks.findIndex(block => block.receipt.block === simulation.block),
  );
  const block = blocks[chosen];
  const choose = (index: number): void =>
    panel.arrange({ simulation: { ...simulation, block: blocks[index]?.receipt.block } });
  const steer = (event: KeyboardEvent): void => {
    const next = rowByKey(event.key, chosen, blocks.length);
    if (next === undefined) return;
    choose(next);
    event.preventDefault();
    event.stopPropagation();
  };
  if (block === undefined) return <p class="dim spaced">{t('simulate.noBlocks')}</p>;
  return (
    <div class="columns halfColumns">
      <div class="column">
        <div class="section">
          <h2>{t('simulate.blocks')}</h2>
          <span class="dim small">
            {t('simulate.largestFirst', { n: blocks.length, all: candidate.blocks.length })}
          </span>
        </div>
        <div class="simulatedGrid listHead" aria-hidden="true">
          <span>{t('blocks.content')}</span>
          <span class="right">{t('blocks.before')}</span>
          <span class="right">{edited ? 'A' : ''}</span>
          <span class="right">{edited ? 'B' : t('blocks.would')}</span>
        </div>
        <VirtualRows
          class="blockRows"
          heights={heights}
          active={chosen}
          onKeyDown={steer}
          attributes={{
            role: 'grid',
            'aria-label': t('simulate.blocks'),
            'aria-activedescendant': `simulated-${chosen}`,
          }}
          renderRow={index => {
            const each = blocks[index];
            if (each === undefined) return null;
            const { receipt, label } = each;
            return (
              <div
                key={receipt.block}
                id={`simulated-${index}`}
                class={`simulatedGrid row${index === chosen ? ' active' : ''}`}
                role="row"
                aria-selected={index === chosen}
                onClick={() => choose(index)}
              >
                <span role="gridcell" class="swatched">
                  <Swatch fill={groupOf(receipt.kind)} />
                  <span class="clip">{label}</span>
                </span>
                <span role="gridcell" class="right">
                  <Num>~{exactNumber(receipt.tokensBefore)}</Num>
                </span>
                <span role="gridcell" class="right">
                  {edited && <Num>~{exactNumber(mineAfter.get(receipt.block) ?? receipt.tokensBefore)}</Num>}
                </span>
                <span role="gridcell" class="right">
                  <Num tone="save">~{exactNumber(receipt.tokensAfter)}</Num>
                </span>
              </div>
            );
          }}
        />
      </div>
      <div class="column">
        <div class="section">
          <h2 class="clip">{block.label}</h2>
          <span class="dim small clip">{tell(block.receipt.reason)}</span>
        </div>
        <DiffView before={block.before} after={block.after} as="unified" />
      </div>
    </div>
  );
}

function gain(receipt: { readonly tokensBefore: number; readonly tokensAfter: number }): number {
  return receipt.tokensBefore - receipt.tokensAfter;
}
