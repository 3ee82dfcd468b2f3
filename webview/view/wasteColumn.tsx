import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ExchangeDetail, WasteFinding } from '../../src/shared/records.ts';
import { WasteChart } from '../charts/wasteChart.ts';
import { breakCost, brokenTokens } from '../model/figures.ts';
import type { TimelinePoint } from '../model/timeline.ts';
import { type Recommendation, recommend, type WasteRow, type WasteUnit, wasteRows } from '../model/waste.ts';
import type { Loadable } from '../state/loadable.ts';
import type { Panel } from '../state/panel.ts';
import { percent, shortTokens, usd } from '../text/format.ts';
import { t, tell } from '../text/t.ts';
import { Segmented } from './controls.tsx';
import { DisableServer } from './disableServer.tsx';
import { estimated, Num, Tokens, type Tone, Usd } from './figures.tsx';
import { useTheme } from './useTheme.ts';

interface WasteColumnProps {
  readonly panel: Panel;
  readonly points: readonly TimelinePoint[];
  readonly point: TimelinePoint;
  readonly detail: Loadable<ExchangeDetail> | undefined;
}

/** The verdict, which habit costs most, and what to do first. */
export function WasteColumn({ panel, points, point, detail }: WasteColumnProps) {
  const { wasteUnit } = panel.state.arrangement;
  const findings = detail?.kind === 'ready' ? detail.value.waste : noFindings;
  const rows = useMemo(() => wasteRows(findings, wasteUnit), [findings, wasteUnit]);
  const advice = useMemo(() => recommend({ ...point.exchange, waste: findings }), [findings, point.exchange]);
  // Not the sum of the findings: some lie on the same tokens, and a cache break costs once.
  const perTurn = point.exchange.wasteCost ?? 0;
  const soFar = points.reduce((sum, each) => sum + (each.exchange.wasteCost ?? 0), 0);
  const openBlock = (block: number | undefined): void => panel.arrange({ request: point.exchange.id, block });
  return (
    <>
      <p class="verdictLine">
        <span class="num hero waste">~{shortTokens(point.waste)}</span>{' '}
        <span class="heroWords waste">{t('waste.buysNothing')}</span>
      </p>
      <p class="dim">
        {t('waste.share', { share: percent(point.total === 0 ? 0 : point.waste / point.total) })}{' '}
        {soFar > 0 && t('waste.soFar', { cost: usd(soFar) })}{' '}
        {perTurn > 0 && t('waste.perTurn', { cost: usd(perTurn, 4) })}
      </p>
      <div class="section spaced">
        <h2>{t('waste.title')}</h2>
        <span class="grow" />
        <Segmented
          label={t('waste.unit')}
          value={wasteUnit}
          choices={[
            { value: 'tokens', label: t('waste.tokens') },
            { value: 'money', label: t('waste.money') },
          ]}
          onChoose={value => panel.arrange({ wasteUnit: value })}
        />
      </div>
      {rows.length > 0 && <Histogram rows={rows} unit={wasteUnit} onOpen={row => openBlock(row.blocks[0])} />}
      {detail?.kind === 'ready' && rows.length === 0 && <p class="dim">{t('waste.none')}</p>}
      {detail?.kind === 'loading' && <div class="skeleton histogramSkeleton" aria-hidden="true" />}
      <Breaks panel={panel} points={points} />
      {advice.length > 0 && (
        <>
          <div class="section spaced">
            <h2>{t('advice.title')}</h2>
            <span class="dim small">{t('advice.order')}</span>
          </div>
          <ol class="advice">
            {advice.slice(0, 6).map((each, index) => (
              <Advice
                key={`${each.category}:${each.place}`}
                number={index + 1}
                panel={panel}
                advice={each}
                onShow={() => openBlock(each.blocks[0])}
              />
            ))}
          </ol>
        </>
      )}
    </>
  );
}

const noFindings: readonly WasteFinding[] = [];

interface HistogramProps {
  readonly rows: readonly WasteRow[];
  readonly unit: WasteUnit;
  readonly onOpen: (row: WasteRow) => void;
}

/** A table whose bar column is one chart over all rows, so that numbers are text and bars share one scale. */
function Histogram({ rows, unit, onOpen }: HistogramProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<WasteChart>(undefined);
  const palette = useTheme();
  const columns = wasteNumbers[unit];
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const created = new WasteChart(canvas.current);
    chart.current = created;
    return () => created.destroy();
  }, []);
  useLayoutEffect(() => {
    const values = rows.map(row => (unit === 'money' ? (row.costPerTurn ?? 0) : row.tokens));
    chart.current?.update(
      rows.map(row => row.category),
      values,
      palette,
    );
  }, [rows, unit, palette]);
  return (
    <table class="rows wasteTable">
      <thead>
        <tr>
          <th class="wasteName">{t('waste.category')}</th>
          <th>
            <span class="hidden">{t('waste.bar')}</span>
          </th>
          {columns.map(({ key, title, hint }) => (
            <th key={key} class="right wasteNumber" title={hint?.()}>
              {title()}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.category} class="opens" onClick={() => onOpen(row)}>
            <td>
              <button type="button" class="plain clip" title={t(`wasteIs.${row.category}`)} onClick={() => onOpen(row)}>
                {t(`wasteIs.${row.category}`)}
              </button>
            </td>
            {index === 0 && (
              <td rowSpan={rows.length} class="chartCell">
                <div class="chartFrame" style={{ height: `${rows.length * 26}px` }}>
                  <canvas ref={canvas} />
                </div>
              </td>
            )}
            {columns.map(({ key, show }, column) => (
              <td key={key} class="right">
                {show(row, column === 0 ? 'plain' : 'dim')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface WasteNumber {
  readonly key: string;
  readonly title: () => string;
  readonly hint?: () => string;
  readonly show: (row: WasteRow, tone: Tone) => ComponentChildren;
}

const inTokens: WasteNumber = {
  key: 'tokens',
  title: () => t('unit.tokens'),
  show: (row, tone) => <Tokens figure={estimated(row.tokens)} tone={tone} />,
};
const perRequest: WasteNumber = {
  key: 'perRequest',
  title: () => t('waste.perRequest'),
  show: (row, tone) => <UsdIfKnown amount={row.costPerTurn} decimals={4} tone={tone} />,
};
const soFar: WasteNumber = {
  key: 'soFar',
  title: () => t('waste.soFarColumn'),
  hint: () => t('waste.soFarHint'),
  show: (row, tone) => <UsdIfKnown amount={row.costSoFar} decimals={3} tone={tone} />,
};

interface UsdIfKnownProps {
  readonly amount: number | undefined;
  readonly decimals: 3 | 4;
  readonly tone: Tone;
}

function UsdIfKnown({ amount, decimals, tone }: UsdIfKnownProps) {
  if (amount === undefined) return <Num tone="dim">–</Num>;
  return <Usd figure={estimated(amount)} decimals={decimals} tone={tone} />;
}

/** Two numbers fit beside a bar that can be read; the first of them is the bar's own. */
const wasteNumbers: Readonly<Record<WasteUnit, readonly WasteNumber[]>> = {
  tokens: [inTokens, perRequest],
  money: [perRequest, soFar],
};

/** Money that cache breaks cost once; not waste of the context, so it has its own rows. */
function Breaks({ panel, points }: { readonly panel: Panel; readonly points: readonly TimelinePoint[] }) {
  const broken = points.filter(point => brokenTokens(point.exchange) > 0).slice(-3);
  return (
    <>
      {broken.map(({ exchange, number }) => {
        const cost = breakCost(exchange);
        return (
          <button
            key={exchange.id}
            type="button"
            class="breakRow"
            onClick={() => panel.arrange({ request: exchange.id, block: undefined })}
          >
            <span>{t('waste.brokenAt', { n: number })}</span>
            <span class="dim small">{t('waste.rewritten', { tokens: shortTokens(brokenTokens(exchange)) })}</span>
            <span class="grow" />
            {cost !== undefined && (
              <Usd figure={cost} tone="waste" unit={cost.measured ? t('unit.measured') : t('unit.estimated')} />
            )}
          </button>
        );
      })}
    </>
  );
}

interface AdviceProps {
  readonly number: number;
  readonly panel: Panel;
  readonly advice: Recommendation;
  readonly onShow: () => void;
}

function Advice({ number, panel, advice, onShow }: AdviceProps) {
  const place = tell(advice.place) + (advice.line === undefined ? '' : `:${advice.line}`);
  return (
    <li>
      <Num tone="dim">{number}</Num>
      <span class="adviceText">
        {advice.blocks.length === 0 ? (
          <span>{tell(advice.text)}</span>
        ) : (
          <button type="button" class="plain" title={t('advice.show')} onClick={onShow}>
            {tell(advice.text)}
          </button>
        )}
        <span class="adviceWhy">
          {t(`wasteIs.${advice.category}`)}, {place}, ~{shortTokens(advice.tokens)} {t('unit.tokens')}
        </span>
      </span>
      <span class="adviceAct">
        {advice.costPerTurn !== undefined && (
          <Usd figure={estimated(advice.costPerTurn)} decimals={4} tone="waste" unit={t('advice.perRequest')} />
        )}
        {advice.costSoFar !== undefined && (
          <Usd figure={estimated(advice.costSoFar)} decimals={3} tone="dim" unit={t('advice.soFar')} />
        )}
        <DisableServer panel={panel} disables={advice.disables} />
      </span>
    </li>
  );
}
