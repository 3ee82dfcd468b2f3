import type { TrialSource } from '../../src/shared/history.ts';
import { isProfile, type Profile } from '../../src/shared/modes.ts';
import { type Draft, parseDraft } from '../model/optionFields.ts';
import { type Filters, type Period, periods } from '../model/search.ts';
import type { WasteUnit } from '../model/waste.ts';

export const lenses = ['inspect', 'simulate', 'report'] as const;
export type Lens = (typeof lenses)[number];

/** What a person chose to look at and how; the panel owns it, and it survives a reload. Facts are never saved here. */
export interface Arrangement extends Filters {
  readonly lens: Lens;
  /** The path of depth: all conversations › conversation › request › block. */
  readonly conversation: string | undefined;
  readonly request: string | undefined;
  readonly block: number | undefined;
  /** Request under the scrubber; undefined follows the newest one. */
  readonly scrubbed: string | undefined;
  /** Keys of opened rows, newest last. */
  readonly opened: readonly string[];
  readonly activeRow: string | undefined;
  readonly wasteUnit: WasteUnit;
  readonly compositionAs: 'map' | 'table';
  readonly diffAs: 'side' | 'unified';
  readonly blocksShown: 'all' | 'changed';
  readonly mutedAlarms: readonly string[];
  /** What the report is about where the path names no conversation; every project when the name is empty. */
  readonly reportPeriod: Period;
  readonly reportProject: string;
  readonly simulation: SimulationDraft;
}

export const simulationSources = ['exchange', 'conversation', 'week', 'text'] as const;
export type SimulationSource = (typeof simulationSources)[number];

/** What the Simulate lens works on. `exchange` means the request that the path points at, `conversation` all of its conversation. */
export interface SimulationDraft {
  readonly source: SimulationSource;
  /** Which past requests "my last week" means. */
  readonly week: TrialSource;
  readonly text: string;
  readonly model: string;
  /** Undefined is the running profile. */
  readonly profile: Profile | undefined;
  readonly draft: Draft;
  readonly block: number | undefined;
}

export const firstArrangement: Arrangement = {
  lens: 'inspect',
  conversation: undefined,
  request: undefined,
  block: undefined,
  scrubbed: undefined,
  opened: [],
  activeRow: undefined,
  search: '',
  client: '',
  model: '',
  period: 'all',
  wasteUnit: 'tokens',
  compositionAs: 'map',
  diffAs: 'side',
  blocksShown: 'all',
  mutedAlarms: [],
  reportPeriod: 'all',
  reportProject: '',
  simulation: {
    source: 'exchange',
    week: 'transcripts',
    text: '',
    model: '',
    profile: undefined,
    draft: {},
    block: undefined,
  },
};

/** Reads what an earlier version of the panel may have saved; whatever does not fit falls back to its first value. */
export function readArrangement(saved: unknown): Arrangement {
  if (!isRecord(saved)) return firstArrangement;
  const first = firstArrangement;
  return {
    lens: oneOf(lenses, saved.lens, first.lens),
    conversation: text(saved.conversation),
    request: text(saved.request),
    block: number(saved.block),
    scrubbed: text(saved.scrubbed),
    opened: texts(saved.opened),
    activeRow: text(saved.activeRow),
    search: text(saved.search) ?? '',
    client: text(saved.client) ?? '',
    model: text(saved.model) ?? '',
    period: oneOf<Period>(periods, saved.period, first.period),
    wasteUnit: oneOf(['tokens', 'money'] as const, saved.wasteUnit, first.wasteUnit),
    compositionAs: oneOf(['map', 'table'] as const, saved.compositionAs, first.compositionAs),
    diffAs: oneOf(['side', 'unified'] as const, saved.diffAs, first.diffAs),
    blocksShown: oneOf(['all', 'changed'] as const, saved.blocksShown, first.blocksShown),
    mutedAlarms: texts(saved.mutedAlarms),
    reportPeriod: oneOf<Period>(periods, saved.reportPeriod, first.reportPeriod),
    reportProject: text(saved.reportProject) ?? '',
    simulation: readSimulation(saved.simulation),
  };
}

function readSimulation(saved: unknown): SimulationDraft {
  if (!isRecord(saved)) return firstArrangement.simulation;
  const draft = isRecord(saved.draft) ? (saved.draft as Draft) : {};
  return {
    source: oneOf(simulationSources, saved.source, 'exchange'),
    week: oneOf(['transcripts', 'recorded'] as const, saved.week, 'transcripts'),
    text: text(saved.text) ?? '',
    model: text(saved.model) ?? '',
    profile: isProfile(saved.profile) ? saved.profile : undefined,
    draft: parseDraft(draft).kind === 'fits' ? draft : {},
    block: number(saved.block),
  };
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, otherwise: T): T {
  return allowed.find(each => each === value) ?? otherwise;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
