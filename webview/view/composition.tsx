// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
import { useMemo, useRef, useState } from 'preact/hooks';
import {
  type CompositionGroup,
  type CompositionItem,
  composeBlocks,
  type ItemPlace,
  partsOf,
} from '../model/composition.ts';
import type { KindGroup } from '../model/kinds.ts';
import { layOutMap, type MapTile } from '../model/mapLayout.ts';
import type { ScaledDetail } from '../model/oneScale.ts';
import type { TimelinePoint } from '../model/timeline.ts';
import type { Loadable } from '../state/loadable.ts';
import type { Panel } from '../state/panel.ts';
import { percent, shortTokens } from '../text/format.ts';
import { count, t, tell } from '../text/t.ts';
import { Link, Segmented } from './controls.tsx';
import { estimated, Num, Stack, Swatch, Tokens } from './figures.tsx';
import { kindNames } from './kindLegend.tsx';
import { useSize } from './useSize.ts';

interface CompositionProps {
  readonly panel: Panel;
  readonly point: TimelinePoint;
  readonly detail: Loadable<ScaledDetail> | undefined;
}

/** What is in the context right now, and what of it is rubbish. The map has a table twin. */
export function Composition({ panel, point, detail }: CompositionProps) {
  const { compositionAs } = panel.state.arrangement;
  const [inside, goInside] = useState<ItemPlace>();
  const blocks = detail?.kind === 'ready' ? detail.value.blocks : undefined;
  const whole = useMemo(() => (blocks === undefined ? undefined : composeBlocks(blocks)), [blocks]);
  const parts = useMemo(
    () => (inside === undefined ? undefined : partsOf(whole ?? [], blocks ?? [], inside)),
    [whole, blocks, inside],
  );
  const groups = parts === undefined ? whole : [parts];
  const total = {
    size: (point.measured ? '' : '~') + shortTokens(point.total),
    band: percent(point.exchange.errorBand),
  };
  const open = (item: CompositionItem, group: KindGroup): void => {
    if (item.blocks.length > 1) goInside({ group, label: item.label });
    else panel.arrange({ request: point.exchange.id, block: item.blocks[0] });
  };
  return (
    <section class="compositionSection" aria-label={t('composition.title', { n: point.number })}>
      <div class="section">
        <h2>{t('composition.title', { n: point.number })}</h2>
        <span class="dim small clip">
          {point.measured ? t('composition.measured', total) : t('composition.estimated', total)}
        </span>
        <span class="grow" />
        <Segmented
          label={t('composition.as')}
          value={compositionAs}
          choices={[
            { value: 'map', label: t('composition.map') },
            { value: 'table', label: t('composition.table') },
          ]}
          onChoose={value => panel.arrange({ compositionAs: value })}
        />
      </div>
      {parts !== undefined && inside !== undefined && (
        <p class="small insideItem">
          <Link onPress={() => goInside(undefined)}>{t('composition.whole')}</Link> › {kindNames[inside.group]()} ›{' '}
          <b>{tell(inside.label)}</b> <span class="dim">{count('blocks', parts.items.length)}</span>
        </p>
      )}
      {detail?.kind === 'failed' && <p class="waste">{detail.message}</p>}
      {compositionAs === 'map' ? (
        <CompositionMap groups={groups} onOpen={open} />
      ) : (
        <CompositionTable groups={groups ?? []} onOpen={open} />
      )}
    </section>
  );
}

interface PictureProps<Groups> {
  readonly groups: Groups;
  readonly onOpen: (item: CompositionItem, group: KindGroup) => void;
}

function CompositionMap({ groups, onOpen }: PictureProps<readonly CompositionGroup[] | undefined>) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const layout = useMemo(() => layOutMap(groups ?? [], size.width, size.height), [groups, size]);
  return (
    <div class={groups === undefined ? 'map loadingMap' : 'map'} ref={frame}>
      {layout.headings.map(({ group, tokens, box }) => (
        <div
          key={group}
          class="mapHeading clip"
          style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px` }}
        >
          <b>{kindNames[group]()}</b> <Num>~{shortTokens(tokens)}</Num>
        </div>
      ))}
      {layout.tiles.map(tile => (
        <Tile key={`${tile.group}:${tile.item.label}:${tile.item.blocks[0]}`} tile={tile} onOpen={onOpen} />
      ))}
    </div>
  );
}

const tileGap = 2;

interface TileProps {
  readonly tile: MapTile;
  readonly onOpen: (item: CompositionItem, group: KindGroup) => void;
}

function Tile({ tile, onOpen }: TileProps) {
  const { group, item, box } = tile;
  const width = Math.max(0, box.width - tileGap);
  const height = Math.max(0, box.height - tileGap);
  const wasted = item.waste >= item.tokens;
  const band = wasted ? 0 : Math.round(height * (item.waste / item.tokens));
  const free = height - band;
  // Where hardly anything is left above the waste, the name stands in the waste.
  const inBand = free <= 16 && band > 15;
  const parts = item.blocks.length > 1 ? count('blocks', item.blocks.length) : '';
  const named = width > 34 && (free > 16 || inBand);
  const described = t('tile.name', {
    label: item.label,
    tokens: shortTokens(item.tokens),
    waste: shortTokens(item.waste),
  });
  return (
    <button
      type="button"
      class={`tile ${wasted ? 'fill-waste' : `fill-${group}`}`}
      style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${width}px`, height: `${height}px` }}
      title={described}
      {...(named ? {} : { 'aria-label': described })}
      onClick={() => onOpen(item, group)}
    >
      {named && !inBand && <span class="tileLine">{tell(item.label)}</span>}
      {width > 44 && free > 34 && <span class="tileLine num">~{shortTokens(item.tokens)}</span>}
      {width > 60 && free > 50 && parts !== '' && <span class="tileLine">{parts}</span>}
      {band > 0 && (
        <span class="tileWaste fill-waste" style={{ height: `${band}px` }}>
          {inBand && width > 34 && <span class="tileLine">{tell(item.label)}</span>}
          {(inBand ? band > 31 : band > 15) && width > 84 && t('tile.waste', { waste: shortTokens(item.waste) })}
        </span>
      )}
    </button>
  );
}

function CompositionTable({ groups, onOpen }: PictureProps<readonly CompositionGroup[]>) {
  const largest = Math.max(1, ...groups.flatMap(group => group.items.map(item => item.tokens)));
  return (
    <section class="tableScroll" tabIndex={0} aria-label={t('composition.table')}>
      <table class="rows compositionTable">
        <thead>
          <tr>
            <th>{t('composition.item')}</th>
            <th class="barColumn">
              <span class="hidden">{t('composition.share')}</span>
            </th>
            <th class="right">{t('unit.tokens')}</th>
            <th class="right">{t('timeline.waste')}</th>
            <th class="right">{t('composition.blocks')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.flatMap(({ group, items }) =>
            items.map(item => (
              <tr key={`${group}:${item.label}:${item.blocks[0]}`}>
                <td>
                  <span class="swatched">
                    <Swatch fill={group} />
                    <Link onPress={() => onOpen(item, group)} title={tell(item.label)}>
                      {tell(item.label)}
                    </Link>
                    <span class="unit">{kindNames[group]()}</span>
                  </span>
                </td>
                <td>
                  <Stack
                    total={largest}
                    parts={[
                      { role: 'waste', value: Math.min(item.waste, item.tokens) },
                      { role: group, value: Math.max(0, item.tokens - item.waste) },
                    ]}
                  />
                </td>
                <td class="right">
                  <Tokens figure={estimated(item.tokens)} />
                </td>
                <td class="right">
                  {item.waste > 0 ? <Tokens figure={estimated(item.waste)} tone="waste" /> : <Num tone="dim">–</Num>}
                </td>
                <td class="right">
                  <Num tone="dim">{item.blocks.length}</Num>
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
