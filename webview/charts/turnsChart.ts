import type { ChartDataset, Plugin } from 'chart.js';
import { niceCeiling } from '../model/timeline.ts';
import type { ArmName } from '../model/trial.ts';
import { Chart } from './chartParts.ts';
import type { Palette } from './palette.ts';

export interface TurnsLine {
  readonly arm: ArmName;
  /** Stands beside the line's end. */
  readonly label: string;
  readonly values: readonly number[];
}

export interface TurnsChartInput {
  readonly lines: readonly TurnsLine[];
  readonly palette: Palette;
  /** How a value of the axis reads. */
  readonly show: (value: number) => string;
}

const leftAxis = 52;
const labelHeight = 14;

/** One stepped line per setting: requests are discrete, so nothing is drawn between them. Names stand at the ends. */
export class TurnsChart {
  private readonly chart: Chart<'line', number[], number>;
  private input: TurnsChartInput | undefined;

  constructor(canvas: HTMLCanvasElement) {
    const names: Plugin<'line'> = {
      id: 'names',
      afterDatasetsDraw: chart => this.input && drawNames(chart, this.input),
    };
    this.chart = new Chart<'line', number[], number>(canvas, {
      type: 'line',
      data: { labels: [], datasets: [] },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { top: 8, right: 150, bottom: 0, left: 0 }, autoPadding: false },
      },
      plugins: [names],
    });
  }

  update(input: TurnsChartInput): void {
    this.input = input;
    const { lines, palette, show } = input;
    const count = Math.max(0, ...lines.map(({ values }) => values.length));
    const top = niceCeiling(Math.max(1e-6, ...lines.flatMap(({ values }) => values)) * 1.02);
    const font = { family: palette.numberFont, size: 11 };
    this.chart.data = {
      labels: Array.from({ length: count }, (_, index) => index + 1),
      datasets: lines.map(line => dataset(line, palette)),
    };
    this.chart.options.scales = {
      x: {
        grid: { display: false },
        border: { color: palette.axis },
        ticks: { color: palette.dim, font, maxRotation: 0, autoSkip: true, maxTicksLimit: 8 },
      },
      y: {
        min: 0,
        max: top,
        border: { display: false },
        grid: { color: palette.grid, drawTicks: false },
        ticks: { color: palette.dim, font, padding: 6, stepSize: top / 4, callback: value => show(Number(value)) },
        afterFit: scale => {
          scale.width = leftAxis;
        },
      },
    };
    this.chart.update('none');
  }

  destroy(): void {
    this.chart.destroy();
  }
}

function dataset({ arm, values }: TurnsLine, palette: Palette): ChartDataset<'line', number[]> {
  return {
    data: [...values],
    borderColor: lineColour(arm, palette),
    borderWidth: arm === 'untouched' ? 1.5 : 2,
    ...(arm === 'untouched' && { borderDash: [3, 3] }),
    stepped: 'middle',
    // A single request is a point; of many the line is enough.
    pointRadius: values.length === 1 ? 3 : 0,
    backgroundColor: lineColour(arm, palette),
  };
}

function lineColour(arm: ArmName, palette: Palette): string {
  return { untouched: palette.dim, mine: palette.kinds.results, candidate: palette.save }[arm];
}

/** Names that would lie over each other move apart, in the order of their lines. */
function drawNames(chart: Chart, { lines, palette }: TurnsChartInput): void {
  const { ctx, scales, chartArea } = chart;
  const ends = lines
    .map(line => ({ line, y: scales.y?.getPixelForValue(line.values.at(-1) ?? 0) ?? 0 }))
    .toSorted((a, b) => a.y - b.y);
  let lowest = Number.NEGATIVE_INFINITY;
  ctx.save();
  ctx.font = `11px ${palette.wordFont}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { line, y } of ends) {
    lowest = Math.max(y, lowest + labelHeight);
    ctx.fillStyle = palette.ink;
    ctx.fillText(line.label, chartArea.right + 20, lowest);
    ctx.fillStyle = lineColour(line.arm, palette);
    ctx.fillRect(chartArea.right + 8, lowest - 1, 8, 2);
  }
  ctx.restore();
}
