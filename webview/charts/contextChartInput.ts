import type { TimelineEvent, TimelinePoint } from '../model/timeline.ts';
import type { Palette } from './palette.ts';

export interface ContextChartInput {
  readonly points: readonly TimelinePoint[];
  readonly events: readonly TimelineEvent[];
  readonly eventLabels: readonly string[];
  /** Index into `points`. */
  readonly selected: number;
  /** The model's context window in tokens, when known. */
  readonly window: number | undefined;
  readonly words: { readonly window: string; readonly cost: string; readonly request: string };
  readonly palette: Palette;
}
