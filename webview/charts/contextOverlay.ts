import type { Chart } from 'chart.js';
import type { TimelineEvent } from '../model/timeline.ts';
import type { ContextChartInput } from './contextChartInput.ts';

/** What lies over the bars: the scrubber, events with their labels, and the names of the lines. */
export function drawOverlay(chart: Chart, input: ContextChartInput, layer: 'behind' | 'before'): void {
  if (input.points.length === 0) return;
  if (layer === 'behind') {
    drawScrubber(chart, input);
  } else {
    drawEvents(chart, input);
    drawNames(chart, input);
  }
}

function drawScrubber(chart: Chart, { selected, palette }: ContextChartInput): void {
  const { ctx, scales, chartArea } = chart;
  const width = columnWidth(chart) + 2;
  const centre = scales.x?.getPixelForValue(selected) ?? 0;
  ctx.save();
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = palette.strong;
  ctx.fillRect(centre - width / 2, 18, width, chartArea.bottom - 18);
  ctx.restore();
}

const labelGap = 10;

function drawEvents(chart: Chart, input: ContextChartInput): void {
  const { ctx, chartArea } = chart;
  const { palette, events, eventLabels } = input;
  // Breaks take their room first: they keep their label when there is not enough for all.
  const order = [...events.keys()].sort((a, b) => Number(isBreak(events[b])) - Number(isBreak(events[a])));
  const markers = events.map(event => eventX(chart, input, event));
  const taken: { from: number; to: number }[] = [];
  for (const index of order) {
    const event = events[index];
    if (event === undefined) continue;
    const x = eventX(chart, input, event);
    drawMarker(chart, input, event);
    const label = eventLabels[index] ?? '';
    ctx.font = `${isBreak(event) ? '600 ' : ''}11px ${palette.wordFont}`;
    const width = ctx.measureText(label).width;
    const isFree = (from: number): boolean =>
      from >= chartArea.left &&
      from + width <= chartArea.right + 60 &&
      !markers.some(marker => marker !== x && marker > from - labelGap && marker < from + width + labelGap) &&
      !taken.some(other => from - labelGap < other.to && from + width + labelGap > other.from);
    const from = [x + 8, x - 8 - width].find(isFree);
    if (from === undefined) continue;
    taken.push({ from, to: from + width });
    ctx.fillStyle = isBreak(event) ? palette.wasteInk : palette.dim;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.fillText(label, from, 8);
  }
}

function drawMarker(chart: Chart, input: ContextChartInput, event: TimelineEvent): void {
  const { ctx, scales } = chart;
  const { palette } = input;
  const x = eventX(chart, input, event);
  const bad = isBreak(event);
  ctx.save();
  ctx.strokeStyle = bad ? palette.waste : palette.dim;
  ctx.fillStyle = bad ? palette.waste : palette.background;
  ctx.lineWidth = 1;
  ctx.setLineDash(bad ? [] : [1, 3]);
  ctx.beginPath();
  ctx.moveTo(x, 12);
  ctx.lineTo(x, scales.tokens?.bottom ?? 0);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.translate(x, 8);
  ctx.rotate(Math.PI / 4);
  ctx.beginPath();
  ctx.rect(-3, -3, 6, 6);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

/** Names stand beside what they name; a legend would make the eye travel. */
function drawNames(chart: Chart, { palette, words, window }: ContextChartInput): void {
  const { ctx, scales, chartArea } = chart;
  const { tokens, usd, x } = scales;
  if (tokens === undefined || usd === undefined || x === undefined) return;
  ctx.save();
  ctx.font = `11px ${palette.wordFont}`;
  ctx.fillStyle = palette.dim;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const left = chartArea.right + 8;
  if (window !== undefined && tokens.max >= window) {
    const y = tokens.getPixelForValue(window);
    ctx.fillText(words.window, left, y);
    dashedLine(ctx, { from: chartArea.left, to: chartArea.right, y, colour: palette.dim });
  }
  ctx.fillText(words.cost, left, usd.top + 6);
  ctx.fillText(words.request, left, x.top + 10);
  ctx.strokeStyle = palette.axis;
  ctx.beginPath();
  ctx.moveTo(chartArea.left, tokens.bottom);
  ctx.lineTo(chartArea.right, tokens.bottom);
  ctx.stroke();
  ctx.restore();
}

interface Line {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly colour: string;
}

function dashedLine(ctx: CanvasRenderingContext2D, { from, to, y, colour }: Line): void {
  ctx.strokeStyle = colour;
  ctx.setLineDash([2, 4]);
  ctx.beginPath();
  ctx.moveTo(from, y);
  ctx.lineTo(to, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function eventX(chart: Chart, { points }: ContextChartInput, event: TimelineEvent): number {
  return chart.scales.x?.getPixelForValue(points.findIndex(point => point.number === event.number)) ?? 0;
}

function columnWidth(chart: Chart): number {
  const x = chart.scales.x;
  if (x === undefined) return 0;
  const step = x.ticks.length > 0 ? chart.chartArea.width / Math.max(1, chart.data.labels?.length ?? 1) : 0;
  return Math.min(step, 32);
}

function isBreak(event: TimelineEvent | undefined): boolean {
  return event?.kind === 'cacheBroken';
}
