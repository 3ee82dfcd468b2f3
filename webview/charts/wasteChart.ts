import { Chart } from './chartParts.ts';
import type { Palette } from './palette.ts';

/** The bars of the waste histogram, one per table row and as high as it; the table beside them holds the numbers. */
export class WasteChart {
  private readonly chart: Chart<'bar', number[], string>;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = new Chart<'bar', number[], string>(canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      options: {
        indexAxis: 'y',
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: 0, autoPadding: false },
        scales: { x: { display: false, min: 0 }, y: { display: false, stacked: true } },
      },
    });
  }

  /** Values come in row order; all bars share one scale. */
  update(labels: readonly string[], values: readonly number[], palette: Palette): void {
    this.chart.data = {
      labels: [...labels],
      datasets: [
        {
          data: [...values],
          backgroundColor: palette.waste,
          hoverBackgroundColor: palette.waste,
          barThickness: 10,
          minBarLength: 2,
          borderRadius: 1,
        },
      ],
    };
    const scale = this.chart.options.scales?.x;
    if (scale !== undefined) scale.max = Math.max(...values, 1e-9);
    this.chart.update('none');
  }

  destroy(): void {
    this.chart.destroy();
  }
}
