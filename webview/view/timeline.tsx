import { useLayoutEffect, useRef } from 'preact/hooks';
import { ContextChart } from '../charts/contextChart.ts';
import { breakCost } from '../model/figures.ts';
import { type KindGroup, kindGroups } from '../model/kinds.ts';
import { neighbouringEvent, type TimelineEvent, type TimelinePoint } from '../model/timeline.ts';
import type { Panel } from '../state/panel.ts';
import { modelName, percent, shortTokens, usd } from '../text/format.ts';
import { around, t } from '../text/t.ts';
import { Link } from './controls.tsx';
import { Num, Swatch, Tokens } from './figures.tsx';
import { KindLegend } from './kindLegend.tsx';
import { useTheme } from './useTheme.ts';

interface TimelineProps {
  readonly panel: Panel;
  readonly points: readonly TimelinePoint[];
  readonly events: readonly TimelineEvent[];
  readonly point: TimelinePoint;
}

/** Context per request. One tab stop: arrows scrub, `n` and `p` jump between events, Enter opens the request. */
export function Timeline({ panel, points, events, point }: TimelineProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<ContextChart>(undefined);
  const palette = useTheme();
  const last = points.length;

  const scrubTo = (number: number): void => {
    const target = points[Math.max(1, Math.min(last, number)) - 1];
    // Standing on the last request means following it.
    if (target !== undefined) panel.arrange({ scrubbed: target.number === last ? undefined : target.exchange.id });
  };
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const created = new ContextChart(canvas.current);
    chart.current = created;
    return () => created.destroy();
  }, []);
  useLayoutEffect(() => {
    chart.current?.update({
      points,
      events,
      eventLabels: events.map(event => eventLabel(event, points)),
      selected: point.number - 1,
      window: point.exchange.window,
      words: { window: t('timeline.window'), cost: t('timeline.cost'), request: t('timeline.request') },
      palette,
    });
  }, [points, events, point, palette]);

  const steer = (event: KeyboardEvent): void => {
    const target = scrubTarget(event.key, { current: point.number, last, events });
    if (target !== undefined) scrubTo(target);
    else if (event.key === 'Enter') openRequest(panel, point);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="timelineSection" aria-label={t('timeline.title')}>
      <div class="section">
        <h2>{t('timeline.title')}</h2>
        <span class="grow" />
        <Readout panel={panel} point={point} />
      </div>
      <div
        class="timeline"
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.request')}
        aria-valuemin={1}
        aria-valuemax={last}
        aria-valuenow={point.number}
        aria-valuetext={t('timeline.value', {
          n: point.number,
          total: shortTokens(point.total),
          waste: shortTokens(point.waste),
        })}
        onKeyDown={steer}
        onClick={event => {
          const left = event.currentTarget.getBoundingClientRect().left;
          scrubTo((chart.current?.indexAt(event.clientX - left) ?? 0) + 1);
        }}
        onDblClick={() => openRequest(panel, point)}
      >
        <canvas ref={canvas} />
      </div>
      <div class="section legends">
        <KindLegend withWaste kinds={kindsIn(points)} />
        <span class="grow" />
        <span class="keyList">
          <span>{t('timeline.costLegend')}</span>
          <span>
            <Swatch fill="hot" />
            {t('cost.cached')}
          </span>
          <span>
            <Swatch fill="results" />
            {t('cost.fresh')}
          </span>
          <span>
            <Swatch fill="waste" />
            {t('cost.rewritten')}
          </span>
        </span>
      </div>
    </section>
  );
}

function Readout({ panel, point }: { readonly panel: Panel; readonly point: TimelinePoint }) {
  const { number, total, measured, added, waste, exchange } = point;
  const { cost } = exchange;
  return (
    <span class="readout small">
      <span>{around('timeline.readout', { n: <Num>{number}</Num> })}</span>
      <Tokens figure={{ value: total, measured }} unit={t('unit.tokens')} />
      {added !== undefined && (
        <Num unit={t('timeline.added')}>
          {added >= 0 ? '+' : ''}
          {shortTokens(added)}
        </Num>
      )}
      <Num tone="waste" unit={t('timeline.waste')}>
        ~{shortTokens(waste)} ({percent(total === 0 ? 0 : waste / total)})
      </Num>
      {cost !== undefined && <Num>{(cost.source === 'measured' ? '' : '~') + usd(cost.total, 3)}</Num>}
      <Link onPress={() => openRequest(panel, point)}>{t('timeline.open')}</Link>
    </span>
  );
}

interface ScrubPlace {
  readonly current: number;
  readonly last: number;
  readonly events: readonly TimelineEvent[];
}

function scrubTarget(key: string, { current, last, events }: ScrubPlace): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return current - 1;
    case 'ArrowRight':
      return current + 1;
    case 'Home':
      return 1;
    case 'End':
      return last;
    case 'n':
      return neighbouringEvent(events, current, 1);
    case 'p':
      return neighbouringEvent(events, current, -1);
    default:
      return undefined;
  }
}

function eventLabel(event: TimelineEvent, points: readonly TimelinePoint[]): string {
  const exchange = points[event.number - 1]?.exchange;
  const cost = exchange === undefined ? undefined : breakCost(exchange);
  switch (event.kind) {
    case 'cacheBroken':
      return cost === undefined
        ? t('event.broken')
        : t('event.brokenCost', { cost: `${cost.measured ? '' : '~'}${usd(cost.value)}` });
    case 'compacted':
      return t('event.compacted');
    case 'model':
      return t('event.model', { model: modelName(event.detail) });
    default:
      return t('event.mode', { mode: event.detail });
  }
}

function openRequest(panel: Panel, point: TimelinePoint): void {
  panel.arrange({ request: point.exchange.id, block: undefined });
}

/** Kinds that any bar holds. */
function kindsIn(points: readonly TimelinePoint[]): readonly KindGroup[] {
  return kindGroups.filter(kind => points.some(({ useful }) => (useful[kind] ?? 0) > 0));
}
