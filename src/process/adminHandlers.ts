import { type AdminHandlers, RefusedRequest } from '../proxy/ports.ts';
import type { PanelQuery, SimulationView } from '../shared/panelProtocol.ts';
import type { Store } from '../store/store.ts';
import type { AnalysisThread } from './analysisQuestions.ts';
import type { EngineState } from './engineState.ts';
import { readPageFile } from './pageFiles.ts';
import { answerPanelQuery } from './panelQueries.ts';
import { retrieveOriginal } from './retrieveOriginal.ts';

export interface AdminParts {
  readonly state: EngineState;
  readonly store: Store;
  readonly analysis: AnalysisThread;
  /** Folder of the built panel. */
  readonly page: URL;
  /** Ends the process after its streams. */
  readonly exit: () => void;
}

/** Joins the proxy's own surface to the store, the state and the threads. */
export function adminHandlers({ state, store, analysis, page, exit }: AdminParts): AdminHandlers {
  const queries = {
    state,
    views: store,
    now: Date.now,
    simulate: (query: Extract<PanelQuery, { readonly type: 'simulate' }>): Promise<SimulationView> =>
      simulate(query, { state, store, analysis }),
  };
  return {
    health: () => state.health(),
    query: input => answerPanelQuery(input, queries),
    retrieve: request => retrieveOriginal(request, handle => store.original(handle)),
    compress: input => analysis.compress(input),
    stats: () => store.summary(),
    metrics: limit => store.metrics(limit),
    subscribe: listener => state.subscribe(listener),
    pageFile: name => readPageFile(page, name),
    shutdown: ({ after }) => {
      state.stop();
      if (after === 'exit') exit();
    },
  };
}
