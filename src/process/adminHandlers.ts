import { detectBodyFormat } from '../engine/conversation/detectFormat.ts';
import { requestOfTranscript } from '../importing/pastedTranscript.ts';
import { type AdminHandlers, type Judge, RefusedRequest } from '../proxy/ports.ts';
import { parseOptions } from '../shared/options.ts';
import type { PanelQuery, SimulationView } from '../shared/panelProtocol.ts';
import type { Store } from '../store/store.ts';
import type { EngineState } from './engineState.ts';
import type { HistoryDoor } from './history/historyDoor.ts';
import type { PlannedPictures, PlannedRequest } from './judging/plannedPictures.ts';
import type { Compressions } from './onDemand/compressions.ts';
import { compressText } from './onDemand/compressText.ts';
import { rebuildRequest } from './onDemand/rebuildRequest.ts';
import { readPageFile } from './panel/pageFiles.ts';
import { answerPanelQuery } from './panel/panelQueries.ts';
import { TextSearch } from './panel/textSearch.ts';
import type { AnalysisThread } from './recording/analysisThread.ts';
import type { OpenWindows } from './recording/openWindows.ts';
import type { SavingKeeper } from './recording/savingKeeper.ts';
import { Telemetry } from './recording/telemetry.ts';
import type { Retrievals } from './retrieval/retrievals.ts';

export interface AdminParts {
  readonly state: EngineState;
  readonly store: Store;
  readonly analysis: AnalysisThread;
  readonly judge: Judge;
  readonly pictures: PlannedPictures;
  readonly retrievals: Retrievals;
  readonly compressions: Compressions;
  readonly history: HistoryDoor;
  readonly savings: SavingKeeper;
  /** US dollars; 0 for none. */
  readonly dailyBudgetUsd: number;
  /** Leaves nothing of what was recorded. */
  readonly clear: () => Promise<void>;
  /** Folder of the built panel. */
  readonly page: URL;
  readonly windows: OpenWindows;
  /** Requests that are being answered. */
  readonly inFlight: () => number;
  /** Ends the process after its streams. */
  readonly exit: () => void;
}

/** Joins the proxy's own surface to the store, the state and the threads. */
export function adminHandlers({
  state,
  store,
  analysis,
  judge,
  pictures,
  retrievals,
  compressions,
  history,
  savings,
  dailyBudgetUsd,
  clear,
  page,
  inFlight,
  windows,
  exit,
}: AdminParts): AdminHandlers {
  const queries = {
    state,
    views: store,
    history,
    savings,
    textSearch: new TextSearch(store),
    dailyBudgetUsd,
    now: Date.now,
    clear,
    simulate: (query: SimulateQuery) => simulate(query, { state, store, analysis, pictures }),
  };
  const telemetry = new Telemetry(store, state, windows);
  return {
    health: () => ({ ...state.health(), inFlight: inFlight() }),
    query: input => answerPanelQuery(input, queries),
    retrieve: request => retrievals.retrieve(request),
    compress: posted => compressions.compress(posted),
    compressText: request => compressText(request, { store, judge, options: state.live.options }),
    stats: async () => ({ ...(await store.summary()), measuredSaving: savings.measured() }),
    metrics: limit => store.metrics(limit),
    subscribe: listener => state.subscribe(listener),
    windowOpened: window => windows.add(window),
    pageFile: name => readPageFile(page, name),
    telemetry: traces => telemetry.receive(traces),
    shutdown: ({ after }) => {
      state.stop();
      if (after === 'exit') exit();
    },
  };
}

type SimulateQuery = Extract<PanelQuery, { readonly type: 'simulate' }>;

/** The running options, with those of the query over them. */
async function simulate(
  { subject, options }: SimulateQuery,
  { state, store, analysis, pictures: planned }: Pick<AdminParts, 'state' | 'store' | 'analysis' | 'pictures'>,
): Promise<SimulationView> {
  const effective = { ...state.live.options, ...options };
  if (subject.kind === 'text') {
    const { model } = subject;
    const text = requestOfTranscript(subject.text) ?? subject.text;
    const pictures = await planned.plan(looseRequest(text, effective, model));
    return analysis.simulate({ text, pictures, options: effective, ...(model !== undefined && { model }) });
  }
  const exchange = await store.exchange(subject.id);
  if (exchange === undefined) throw new RefusedRequest(404, 'This exchange is no longer in the store.');
  const text = rebuildRequest(exchange, await store.texts(subject.id));
  const { model, usage, blocks } = exchange;
  const paid = usage === undefined ? {} : { paid: { usage, sentTokens: blocks.map(block => block.tokensAfter) } };
  const pictures = await planned.plan(looseRequest(text, effective, model));
  return analysis.simulate({ text, model, pictures, options: effective, ...paid });
}

function looseRequest(
  text: string,
  options: Readonly<Record<string, unknown>>,
  model: string | undefined,
): PlannedRequest {
  const body = Buffer.from(text);
  const asked = { body, format: detectBodyFormat(body), options: parseOptions(options, 'proxy'), canRetrieve: true };
  return model === undefined ? asked : { ...asked, model };
}
