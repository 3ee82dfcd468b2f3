import type { ChartDataset, Plugin } from 'chart.js';
import { type KindGroup, kindGroups } from '../model/kinds.ts';
import { niceCeiling } from '../model/timeline.ts';
import { shortTokens, usd } from '../text/format.ts';
import { Chart } from './chartParts.ts';
import type { ContextChartInput } from './contextChartInput.ts';
import { drawOverlay } from './contextOverlay.ts';

const leftAxis = 48;

/** Context per request, stacked by kind with waste on the zero line so that it can be compared; cost below on the same axis. */
export class ContextChart {
  private readonly chart: Chart<'bar', number[], number>;
  private input: ContextChartInput | undefined;

  constructor(canvas: HTMLCanvasElement) {
    const overlay: Plugin<'bar'> = {
      id: 'overlay',
      beforeDatasetsDraw: chart => this.input && drawOverlay(chart, this.input, 'behind'),
      afterDatasetsDraw: chart => this.input && drawOverlay(chart, this.input, 'before'),
    };
    this.chart = new Chart<'bar', number[], number>(canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { top: 26, right: 66, bottom: 0, left: 0 }, autoPadding: false },
      },
      plugins: [overlay],
    });
  }

  update(input: ContextChartInput): void {
    this.input = input;
    const { points, palette } = input;
    this.chart.data = { labels: points.map(point => point.number), datasets: datasets(input) };
    this.chart.options.scales = scales(input);
    this.chart.options.font = { family: palette.numberFont, size: 11 };
    this.chart.update('none');
  }

  /** Index of the bar at a horizontal position in the canvas. */
  indexAt(x: number): number {
    const value = this.chart.scales.x?.getValueForPixel(x) ?? 0;
    return Math.max(0, Math.min((this.input?.points.length ?? 1) - 1, value));
  }

  destroy(): void {
    this.chart.destroy();
  }
}

function datasets({ points, palette }: ContextChartInput): ChartDataset<'bar', number[]>[] {
  const bar = (axis: 'tokens' | 'usd', colour: string, data: number[]): ChartDataset<'bar', number[]> => ({
    data,
    yAxisID: axis,
    stack: axis,
    // Both stacks use the whole width of a request instead of standing beside each other.
    grouped: false,
    backgroundColor: colour,
    hoverBackgroundColor: colour,
    barPercentage: points.length > 120 ? 1 : 0.84,
    categoryPercentage: 1,
    maxBarThickness: 28,
  });
  const kind = (group: KindGroup): number[] => points.map(point => point.useful[group] ?? 0);
  return [
    bar(
      'tokens',
      palette.waste,
      points.map(point => point.waste),
    ),
    ...kindGroups.map(group => bar('tokens', palette.kinds[group], kind(group))),
    bar(
      'tokens',
      palette.kinds.results,
      points.map(point => point.unsplit),
    ),
    bar(
      'usd',
      palette.hot,
      points.map(point => point.cost.cached),
    ),
    bar(
      'usd',
      palette.kinds.results,
      points.map(point => point.cost.fresh),
    ),
    bar(
      'usd',
      palette.waste,
      points.map(point => point.cost.rewritten),
    ),
  ];
}

function scales({ points, palette, window, selected }: ContextChartInput) {
  const labelled = labelledRequests(points.length, selected);
  const highest = Math.max(1, ...points.map(point => point.total));
  const top = window !== undefined && highest > window * 0.4 ? Math.max(window, highest) : niceCeiling(highest * 1.05);
  const dearest = Math.max(...points.map(({ cost }) => cost.cached + cost.fresh + cost.rewritten), 0.0001);
  const border = { display: false };
  const fixWidth = (scale: { width: number }): void => {
    scale.width = leftAxis;
  };
  const common = {
    type: 'linear',
    min: 0,
    stacked: true,
    stack: 'y',
    position: 'left',
    border,
    afterFit: fixWidth,
  } as const;
  const ticks = { color: palette.dim, padding: 6, font: { family: palette.numberFont, size: 11 } } as const;
  return {
    usd: {
      ...common,
      stackWeight: 1,
      // A little air, so that the dearest request does not touch the picture above.
      max: dearest * 1.3,
      afterBuildTicks: (scale: { ticks: { value: number }[] }): void => {
        scale.ticks = [{ value: 0 }, { value: dearest }];
      },
      grid: { drawOnChartArea: false, drawTicks: false },
      ticks: {
        ...ticks,
        callback: (value: number | string) => (value === 0 ? '0' : usd(Number(value))),
      },
    },
    tokens: {
      ...common,
      stackWeight: 5,
      offset: false,
      max: top,
      grid: { color: palette.grid, drawTicks: false },
      ticks: { ...ticks, stepSize: top / 4, callback: (value: number | string) => tickTokens(Number(value)) },
    },
    x: {
      stacked: true,
      grid: { display: false },
      border: { color: palette.axis },
      ticks: {
        padding: 2,
        maxRotation: 0,
        autoSkip: false,
        font: ticks.font,
        color: ({ index }: { index: number }) => (index === selected ? palette.strong : palette.dim),
        callback: (_: number | string, index: number) => (labelled.has(index) ? String(index + 1) : ''),
      },
    },
  };
}

/** Every request where there is room; else the first, round numbers, and the one under the scrubber; whoever stands too near to it gives way. */
function labelledRequests(count: number, selected: number): ReadonlySet<number> {
  if (count <= 16) return new Set(Array.from({ length: count }, (_, index) => index));
  const step = niceCeiling(count / 6) < 1 ? 1 : niceCeiling(Math.max(1, count / 6));
  const whole = Math.max(1, Math.round(step));
  const round = Array.from({ length: Math.floor(count / whole) }, (_, index) => (index + 1) * whole - 1);
  const near = Math.max(1, count / 24);
  return new Set([...[0, ...round].filter(index => Math.abs(index - selected) > near), selected]);
}

function tickTokens(value: number): string {
  return shortTokens(value).replace('.0k', 'k');
}
