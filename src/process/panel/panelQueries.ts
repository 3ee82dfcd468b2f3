import { resolveModel } from '../../engine/models/modelTable.ts';
import { RefusedRequest } from '../../proxy/ports.ts';
import { currentExchange } from '../../shared/currentExchange.ts';
import { OptionError } from '../../shared/options.ts';
import type {
  OptionChanges,
  Overview,
  PanelAnswers,
  PanelQuery,
  PriceStep,
  SimulationView,
} from '../../shared/panelProtocol.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { StoreViews } from '../../store/store.ts';
import type { EngineState } from '../engineState.ts';
import type { HistoryDoor } from '../history/historyDoor.ts';
import { blockWithoutPlaceholder } from '../onDemand/showUnkept.ts';
import type { SavingKeeper } from '../recording/savingKeeper.ts';
import { gatherPresence, gatherReport } from './gatherReport.ts';
import { parsePanelQuery } from './panelQuerySchema.ts';
import type { TextSearch } from './textSearch.ts';

export interface QueryParts {
  readonly state: EngineState;
  readonly views: StoreViews;
  readonly history: HistoryDoor;
  readonly savings: Pick<SavingKeeper, 'measured'>;
  readonly textSearch: Pick<TextSearch, 'step' | 'forget'>;
  readonly simulate: (query: Extract<PanelQuery, { readonly type: 'simulate' }>) => Promise<SimulationView>;
  readonly clear: () => Promise<void>;
  /** US dollars; 0 for none. */
  readonly dailyBudgetUsd: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers what a panel asks, from whichever page it comes. Throws `RefusedRequest` for what is not a query. */
export async function answerPanelQuery(input: unknown, parts: QueryParts): Promise<PanelAnswers[keyof PanelAnswers]> {
  const { state, views, history } = parts;
  const query = parsePanelQuery(input);
  switch (query.type) {
    case 'overview':
      return overview(query.since, parts);
    case 'exchanges':
      return views.exchanges(query);
    case 'exchange':
      return (await views.exchange(query.id)) ?? missing('This exchange is no longer in the store.');
    case 'block': {
      const view = await views.block(query.exchange, query.position);
      return view === undefined ? missing('This block is no longer in the store.') : blockWithoutPlaceholder(view);
    }
    case 'searchTexts':
      return parts.textSearch.step(query);
    case 'simulate':
      return parts.simulate(query);
    case 'report':
      return gatherReport(views, query, parts.now());
    case 'presence':
      return gatherPresence(views, query.since);
    case 'setMode':
      state.setMode(query.mode);
      return state.status();
    case 'pause':
      state.pause(query.forMs, parts.now());
      return state.status();
    case 'clear':
      // What is still being imported would come back.
      await history.cancel();
      await parts.clear();
      parts.textSearch.forget();
      state.emit({ type: 'cleared' });
      return state.status();
    case 'setProfile':
      state.setProfile(query.profile);
      return state.status();
    case 'setOptions':
      return { undo: setOptions(state, query.options), status: state.status() };
    case 'transcripts':
      return history.found();
    case 'import':
      return history.startImport(query);
    case 'trial':
      return history.startTrial(query);
    case 'job':
      return history.job ?? null;
    case 'cancelJob':
      return (await history.cancel()) ?? null;
    case 'conversationTrial':
      return history.compare(query);
    case 'exportConversation':
      return history.export(query);
    case 'openConversation':
      return history.open(query);
    default:
      return unreachable(query);
  }
}

async function overview(
  since: number | undefined,
  { state, views, savings, now, dailyBudgetUsd }: QueryParts,
): Promise<Overview> {
  const midnight = since ?? new Date(now()).setHours(0, 0, 0, 0);
  const status = state.status();
  const { clients, today, limits, exchanges, retrievals } = await views.totals(midnight);
  const priceStep = await newestPriceStep(views);
  const measuredSaving = savings.measured();
  return {
    ...{ status, clients, today, limits, exchanges, retrievals },
    options: state.explicit,
    baseUrl: `http://127.0.0.1:${status.port}`,
    ...(dailyBudgetUsd > 0 && { dailyBudgetUsd }),
    ...(priceStep !== undefined && { priceStep }),
    ...(measuredSaving !== undefined && { measuredSaving }),
  };
}

/** Only some models charge more for a large prompt. */
async function newestPriceStep(views: StoreViews): Promise<PriceStep | undefined> {
  const newest = currentExchange(await views.metrics(20));
  if (newest === undefined) return undefined;
  const [below, beyond] = resolveModel(newest.model).prices;
  if (below === undefined || beyond === undefined || below.input === 0) return undefined;
  return { model: newest.model, above: beyond.above, factor: beyond.input / below.input };
}

function setOptions(state: EngineState, changes: OptionChanges): OptionChanges {
  try {
    return state.setOptions(changes);
  } catch (error) {
    throw error instanceof OptionError ? new RefusedRequest(400, error.message) : error;
  }
}

function missing(message: string): never {
  throw new RefusedRequest(404, message);
}
