import type { ConversationTrial, HistoryJob, TranscriptsFound } from '../../src/shared/history.ts';
import type { Mode } from '../../src/shared/modes.ts';
import type {
  BlockView,
  ExchangePage,
  OptionChanges,
  Overview,
  PanelEvent,
  SimulationView,
} from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import type { Report } from '../../src/shared/report.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import type { ScaledDetail } from '../model/oneScale.ts';
import type { TextHits } from '../model/search.ts';
import { type Arrangement, firstArrangement } from './arrangement.ts';
import type { Loadable } from './loadable.ts';

export interface RunningExchange {
  readonly id: string;
  readonly client: string;
  readonly startedAt: number;
}

/** The candidate setting beside the running one, so that both can be compared. */
export interface Simulation {
  readonly mine: SimulationView;
  readonly candidate: SimulationView;
  readonly tookMs: number;
}

/** What was done last, so that a person can take it back. */
export interface Deed {
  readonly text: string;
  /** Options to set, and the mode when that was changed too. */
  readonly undo: { readonly options: OptionChanges; readonly mode: Mode | undefined } | undefined;
}

/** What was found so far of a text that lies somewhere in the requests. */
export interface TextSearch {
  readonly text: string;
  readonly hits: TextHits;
  /** Requests looked at, newest first, and characters read. */
  readonly requests: number;
  readonly characters: number;
  /** `bounded`: there are older requests that were not looked at. */
  readonly stage: 'running' | 'done' | 'bounded';
}

/** Two texts that stood in the same place of two requests that follow each other. */
export interface Difference {
  readonly exchange: string;
  readonly block: number;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Everything that the panel shows: facts from the engine, and the arrangement. Rendering depends on nothing else. */
export interface PanelState {
  readonly link: { readonly kind: 'connecting' | 'live' } | { readonly kind: 'lost'; readonly reason: string };
  readonly overview: Overview | undefined;
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
  /** Exchanges that wait behind `2 new` until the list is not in use; newest first. */
  readonly arrivals: readonly ExchangeSummary[];
  readonly history: 'unread' | 'partial' | 'complete';
  readonly running: readonly RunningExchange[];
  readonly details: ReadonlyMap<string, Loadable<ScaledDetail>>;
  readonly blocks: ReadonlyMap<string, Loadable<BlockView>>;
  readonly simulation: Loadable<Simulation> | undefined;
  readonly report: Loadable<Report> | undefined;
  /** Transcripts of clients on this machine; undefined until somebody may want to know. */
  readonly transcripts: Loadable<TranscriptsFound> | undefined;
  /** The import or the trial that runs, or ran last. */
  readonly job: HistoryJob | undefined;
  /** The conversation under Simulate, turn by turn. */
  readonly conversationTrial: Loadable<ConversationTrial> | undefined;
  readonly textSearch: TextSearch | undefined;
  /** Where the newest difference that was asked for lies. */
  readonly difference: Difference | undefined;
  readonly deed: Deed | undefined;
  /** Why something that a person asked for did not happen. */
  readonly complaint: string | undefined;
  /** True while pointer or focus are in the list: then rows must not move. */
  readonly listInUse: boolean;
  /** The request whose changes were copied last, so that the button can say so. */
  readonly copiedChanges: string | undefined;
  readonly keysShown: boolean;
  /** True while everything that needs a person is listed, not only the first. */
  readonly alarmsShown: boolean;
  readonly arrangement: Arrangement;
}

export const firstState: PanelState = {
  link: { kind: 'connecting' },
  overview: undefined,
  exchanges: [],
  arrivals: [],
  history: 'unread',
  running: [],
  details: new Map(),
  blocks: new Map(),
  simulation: undefined,
  report: undefined,
  transcripts: undefined,
  job: undefined,
  conversationTrial: undefined,
  textSearch: undefined,
  difference: undefined,
  deed: undefined,
  complaint: undefined,
  listInUse: false,
  copiedChanges: undefined,
  keysShown: false,
  alarmsShown: false,
  arrangement: firstArrangement,
};

/** Everything that can happen to the panel. */
export type Happening =
  | { readonly type: 'linked' }
  | { readonly type: 'unlinked'; readonly reason: string }
  | { readonly type: 'overviewRead'; readonly overview: Overview }
  | { readonly type: 'pageRead'; readonly page: ExchangePage }
  | { readonly type: 'engineSpoke'; readonly event: PanelEvent }
  | { readonly type: 'arrivalsTaken' }
  | { readonly type: 'listUsed'; readonly inUse: boolean }
  | { readonly type: 'detailChanged'; readonly id: string; readonly detail: Loadable<ScaledDetail> }
  | { readonly type: 'blockChanged'; readonly key: string; readonly block: Loadable<BlockView> }
  | { readonly type: 'simulationChanged'; readonly simulation: Loadable<Simulation> | undefined }
  | { readonly type: 'reportChanged'; readonly report: Loadable<Report> | undefined }
  | { readonly type: 'transcriptsFound'; readonly transcripts: Loadable<TranscriptsFound> }
  | { readonly type: 'jobChanged'; readonly job: HistoryJob | undefined }
  | { readonly type: 'conversationTried'; readonly trial: Loadable<ConversationTrial> | undefined }
  | { readonly type: 'done'; readonly deed: Deed | undefined }
  | { readonly type: 'complained'; readonly complaint: string | undefined }
  /** Exchanges that a search of the engine found; they may be older than all that is loaded. */
  | { readonly type: 'searchAnswered'; readonly page: ExchangePage }
  | { readonly type: 'changesCopied'; readonly exchange: string }
  | { readonly type: 'textsSearched'; readonly search: TextSearch | undefined }
  | { readonly type: 'differenceShown'; readonly difference: Difference | undefined }
  | { readonly type: 'keysToggled' }
  | { readonly type: 'alarmsToggled' }
  | { readonly type: 'arranged'; readonly change: Partial<Arrangement> };

/** Texts and details are big; only the latest ones are kept. */
const keptDetails = 24;

export function reduce(state: PanelState, happening: Happening): PanelState {
  switch (happening.type) {
    case 'linked':
      return { ...state, link: { kind: 'live' } };
    case 'unlinked':
      return { ...state, link: { kind: 'lost', reason: happening.reason }, running: [] };
    case 'overviewRead':
      return { ...state, overview: happening.overview };
    case 'pageRead':
      return readPage(state, happening.page);
    case 'engineSpoke':
      return hearEngine(state, happening.event);
    case 'arrivalsTaken':
      return takeArrivals(state);
    case 'listUsed':
      return happening.inUse ? { ...state, listInUse: true } : takeArrivals({ ...state, listInUse: false });
    case 'detailChanged':
      return { ...state, details: remember(state.details, happening.id, happening.detail) };
    case 'blockChanged':
      return { ...state, blocks: remember(state.blocks, happening.key, happening.block) };
    case 'simulationChanged':
      return { ...state, simulation: happening.simulation };
    case 'reportChanged':
      return { ...state, report: happening.report };
    case 'transcriptsFound':
      return { ...state, transcripts: happening.transcripts };
    case 'jobChanged':
      return { ...state, job: happening.job };
    case 'conversationTried':
      return { ...state, conversationTrial: happening.trial };
    case 'done':
      return { ...state, deed: happening.deed, complaint: undefined };
    case 'complained':
      return { ...state, complaint: happening.complaint };
    case 'searchAnswered':
      return { ...state, exchanges: mergeExchanges(state, happening.page) };
    case 'changesCopied':
      return { ...state, copiedChanges: happening.exchange };
    case 'textsSearched':
      return hearTexts(state, happening.search);
    case 'differenceShown':
      return { ...state, difference: happening.difference };
    case 'alarmsToggled':
      return { ...state, alarmsShown: !state.alarmsShown };
    case 'keysToggled':
      return { ...state, keysShown: !state.keysShown };
    case 'arranged':
      return { ...state, arrangement: { ...state.arrangement, ...happening.change } };
    default:
      return unreachable(happening);
  }
}

/** Everything known, including what waits behind `2 new`; newest first. */
export function allExchanges(state: PanelState): readonly ExchangeSummary[] {
  return state.arrivals.length === 0 ? state.exchanges : joinNewestFirst(state.arrivals, state.exchanges);
}

function hearEngine(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'exchangeStarted':
      return { ...state, running: [...state.running, event] };
    case 'exchangeRecorded': {
      const running = state.running.filter(({ id }) => id !== event.exchange.id);
      const known = allExchanges(state).some(({ id }) => id === event.exchange.id);
      // Requests that overlap are recorded in the order in which they end.
      const arrivals = known ? state.arrivals : joinNewestFirst([event.exchange], state.arrivals);
      const heard = { ...state, running, arrivals };
      return state.listInUse ? heard : takeArrivals(heard);
    }
    case 'jobChanged':
      return { ...state, job: event.job };
    case 'statusChanged':
      return state.overview === undefined ? state : { ...state, overview: { ...state.overview, status: event.status } };
    case 'cleared':
      return forgetRecorded(state);
    default:
      // A newer engine may say more than this page knows; that is no reason to fail.
      return state;
  }
}

/** Only what is no record stays: what was chosen, what is known of the engine, and requests that are still being answered. */
function forgetRecorded({ link, overview, running, transcripts, listInUse, arrangement }: PanelState): PanelState {
  const { conversation, request, block, scrubbed, opened, activeRow } = firstArrangement;
  return {
    ...firstState,
    ...{ link, overview, running, transcripts, listInUse },
    arrangement: { ...arrangement, ...{ conversation, request, block, scrubbed, opened, activeRow } },
  };
}

function takeArrivals(state: PanelState): PanelState {
  return state.arrivals.length === 0 ? state : { ...state, exchanges: allExchanges(state), arrivals: [] };
}

/** Merges a page into what is known. Pages may overlap with events and with each other after a reconnect. */
function readPage(state: PanelState, page: ExchangePage): PanelState {
  const history = page.next === undefined ? 'complete' : 'partial';
  return { ...state, exchanges: mergeExchanges(state, page), history };
}

/** What holds the text may be older than all that is loaded. */
function hearTexts(state: PanelState, textSearch: TextSearch | undefined): PanelState {
  const found = [...(textSearch?.hits.values() ?? [])].map(({ exchange }) => exchange);
  return { ...state, textSearch, exchanges: mergeExchanges(state, { exchanges: found }) };
}

function mergeExchanges(state: PanelState, page: ExchangePage): readonly ExchangeSummary[] {
  const known = new Set(allExchanges(state).map(({ id }) => id));
  const added = page.exchanges.filter(({ id }) => !known.has(id));
  return joinNewestFirst(state.exchanges, added);
}

/** Most of the time one is older than all of the other; sorting anew would cost more than a page did. */
function joinNewestFirst(
  newer: readonly ExchangeSummary[],
  older: readonly ExchangeSummary[],
): readonly ExchangeSummary[] {
  const last = newer.at(-1)?.startedAt ?? Number.POSITIVE_INFINITY;
  const joined = [...newer, ...older];
  return older.every(({ startedAt }) => startedAt <= last) ? joined : joined.sort((a, b) => b.startedAt - a.startedAt);
}

/** What went through the proxy; what was imported is in the list, but in no figure of today. */
export function liveExchanges(state: PanelState): readonly ExchangeSummary[] {
  const { exchanges, arrivals } = state;
  if (lastLive?.exchanges !== exchanges || lastLive.arrivals !== arrivals) {
    lastLive = { exchanges, arrivals, live: allExchanges(state).filter(({ origin }) => origin === undefined) };
  }
  return lastLive.live;
}

/** Half the header asks for the same list at every drawing. */
let lastLive: (Pick<PanelState, 'exchanges' | 'arrivals'> & { readonly live: readonly ExchangeSummary[] }) | undefined;

function remember<T>(kept: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  const entries = [...kept].filter(([each]) => each !== key).slice(-(keptDetails - 1));
  return new Map([...entries, [key, value]]);
}
