import type { BlockView, ExchangePage, Overview, PanelEvent, SimulationView } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail, ExchangeSummary } from '../../src/shared/records.ts';
import type { Report } from '../../src/shared/report.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import { type Arrangement, firstArrangement } from './arrangement.ts';

export type Loadable<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

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
  readonly details: ReadonlyMap<string, Loadable<ExchangeDetail>>;
  readonly blocks: ReadonlyMap<string, Loadable<BlockView>>;
  readonly simulation: Loadable<Simulation> | undefined;
  readonly report: Loadable<Report> | undefined;
  /** True while pointer or focus are in the list: then rows must not move. */
  readonly listInUse: boolean;
  /** The request whose changes were copied last, so that the button can say so. */
  readonly copiedChanges: string | undefined;
  readonly keysShown: boolean;
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
  listInUse: false,
  copiedChanges: undefined,
  keysShown: false,
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
  | { readonly type: 'detailChanged'; readonly id: string; readonly detail: Loadable<ExchangeDetail> }
  | { readonly type: 'blockChanged'; readonly key: string; readonly block: Loadable<BlockView> }
  | { readonly type: 'simulationChanged'; readonly simulation: Loadable<Simulation> | undefined }
  | { readonly type: 'reportChanged'; readonly report: Loadable<Report> | undefined }
  | { readonly type: 'changesCopied'; readonly exchange: string }
  | { readonly type: 'keysToggled' }
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
    case 'changesCopied':
      return { ...state, copiedChanges: happening.exchange };
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
  return state.arrivals.length === 0 ? state.exchanges : [...state.arrivals, ...state.exchanges];
}

function hearEngine(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'exchangeStarted':
      return { ...state, running: [...state.running, event] };
    case 'exchangeRecorded': {
      const running = state.running.filter(({ id }) => id !== event.exchange.id);
      const known = allExchanges(state).some(({ id }) => id === event.exchange.id);
      const arrivals = known ? state.arrivals : [event.exchange, ...state.arrivals];
      const heard = { ...state, running, arrivals };
      return state.listInUse ? heard : takeArrivals(heard);
    }
    case 'statusChanged':
      return state.overview === undefined ? state : { ...state, overview: { ...state.overview, status: event.status } };
    default:
      // A newer engine may say more than this page knows; that is no reason to fail.
      return state;
  }
}

function takeArrivals(state: PanelState): PanelState {
  return state.arrivals.length === 0 ? state : { ...state, exchanges: allExchanges(state), arrivals: [] };
}

/** Merges a page into what is known. Pages may overlap with events and with each other after a reconnect. */
function readPage(state: PanelState, page: ExchangePage): PanelState {
  const known = new Set(allExchanges(state).map(({ id }) => id));
  const added = page.exchanges.filter(({ id }) => !known.has(id));
  const exchanges = [...state.exchanges, ...added].sort((a, b) => b.startedAt - a.startedAt);
  return { ...state, exchanges, history: page.next === undefined ? 'complete' : 'partial' };
}

function remember<T>(kept: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  const entries = [...kept].filter(([each]) => each !== key).slice(-(keptDetails - 1));
  return new Map([...entries, [key, value]]);
}
