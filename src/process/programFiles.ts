/** Where the engine's threads and the panel's files lie. */
export interface ProgramFiles {
  /** Entry point of the engine process. */
  readonly engine: URL;
  readonly judgeWorker: URL;
  readonly analysisWorker: URL;
  readonly storeWorker: URL;
  readonly retrievalWorker: URL;
  readonly onDemandWorker: URL;
  /** Entry point of the process that runs models and image codecs. */
  readonly modelProcess: URL;
  /** Folder of the models that ship with Headroom, with a slash at its end. */
  readonly models: URL;
  readonly historyWorker: URL;
  /** Folder of the built panel, with a slash at its end. */
  readonly page: URL;
}

/** Derives them from the module that runs: a bundle in `dist`, or a source file in `src/process` or `src/cli`. */
export function programFiles(moduleUrl: string): ProgramFiles {
  const isSource = new URL(moduleUrl).pathname.endsWith('.ts');
  const at = (source: string, built: string): URL => new URL(isSource ? source : built, moduleUrl);
  return {
    engine: at('../process/main.ts', './process.js'),
    judgeWorker: at('../process/judging/judgeWorker.ts', './judgeWorker.js'),
    analysisWorker: at('../process/recording/analysisWorker.ts', './analysisWorker.js'),
    retrievalWorker: at('../process/retrieval/retrievalWorker.ts', './retrievalWorker.js'),
    onDemandWorker: at('../process/onDemand/onDemandWorker.ts', './onDemandWorker.js'),
    historyWorker: at('../process/history/historyWorker.ts', './historyWorker.js'),
    storeWorker: at('../store/sqlite/storeWorker.ts', './storeWorker.js'),
    modelProcess: at('../models/modelProcess.ts', './modelProcess.js'),
    models: at('../../models/', './models/'),
    page: at('../../dist/webview/', './webview/'),
  };
}
