import { randomUUID } from 'node:crypto';
import type { ExchangeFacts } from '../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../engine/analysis/exchangeRecording.ts';
import { offersRetrieval } from '../engine/plan/offersRetrieval.ts';
import { transcriptsFolder } from '../importing/claudeCode/findTranscripts.ts';
import { ProxyServer } from '../proxy/proxyServer.ts';
import { readUpstreams, upstreamAtOwnPort } from '../proxy/upstreams.ts';
import type { Network } from '../proxy/wayOut.ts';
import { chainedUpstream } from '../routing/chainedUpstreams.ts';
import type { EngineFile } from '../shared/adminApi.ts';
import type { ProxySettings } from '../shared/proxySettings.ts';
import type { Store } from '../store/store.ts';
import { adminHandlers } from './adminHandlers.ts';
import type { EngineSettings } from './engineFlags.ts';
import { EngineState } from './engineState.ts';
import { HistoryDoor } from './history/historyDoor.ts';
import { removeEngineFile, writeEngineFile } from './instance/engineFileOnDisk.ts';
import { openLockedStore } from './instance/lockedStore.ts';
import { makeOwnerFolder, readToken } from './instance/ownerFiles.ts';
import { probePort } from './instance/probeEngine.ts';
import { fetchModels, openModels } from './judging/openModels.ts';
import { PictureJudge } from './judging/pictureJudge.ts';
import { PlannedPictures } from './judging/plannedPictures.ts';
import { practiseReading } from './judging/practiseReading.ts';
import { WorkerJudge } from './judging/workerJudge.ts';
import { keepRoutes } from './keepRoutes.ts';
import { NetworkError, type ReadNetwork, readNetwork } from './network/readNetwork.ts';
import { Compressions } from './onDemand/compressions.ts';
import type { ProgramFiles } from './programFiles.ts';
import { type AnalysisMemory, AnalysisThread } from './recording/analysisThread.ts';
import { CalibrationKeeper } from './recording/calibrationKeeper.ts';
import { ConversationKeeper } from './recording/conversationKeeper.ts';
import { eraseRecorded } from './recording/eraseRecorded.ts';
import { ExchangeRecorder } from './recording/exchangeRecorder.ts';
import { OpenWindows } from './recording/openWindows.ts';
import { SavingKeeper } from './recording/savingKeeper.ts';
import { Retrievals } from './retrieval/retrievals.ts';
import { StartError } from './startError.ts';

export interface EngineConfig {
  readonly settings: EngineSettings;
  readonly home: string;
  readonly files: ProgramFiles;
  readonly version: string;
  /** The variables that tell of proxies and certificates; none when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Takes lines for people: faults and notices, never keys or prompts. */
  readonly log: (line: string) => void;
}

export interface RunningEngine {
  readonly port: number;
  readonly token: string;
  readonly state: EngineState;
  /** Finishes streams in flight, flushes, and gives everything back. The same promise for every call. */
  stop(): Promise<void>;
  /** Resolves when somebody asked the engine to end through its own surface. */
  readonly exitAsked: Promise<void>;
}

/** Streams in flight may take this long to finish when the engine ends. */
const graceMs = 10_000;

/** What has been started so far, as the steps that give it back. */
type Undo = (() => Promise<unknown>)[];

/** Starts the engine process: lock, store, threads, proxy. What was started is given back when a later step fails. */
export async function runEngine(config: EngineConfig): Promise<RunningEngine> {
  const undo: Undo = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= giveBack(undo, config.log);
    return stopping;
  };
  try {
    return { ...(await start(config, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function giveBack(undo: Undo, log: (line: string) => void): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step().catch(error => log(String(error)));
}

async function start(config: EngineConfig, undo: Undo): Promise<Omit<RunningEngine, 'stop'>> {
  const { settings, home, version } = config;
  refuseLoop(settings.proxy);
  const { network, notices } = readNetworkOf(config);
  await makeOwnerFolder(home);
  const token = await readToken(home);
  const state = new EngineState(settings, { version, pid: process.pid, startedAt: Date.now() });
  const notify = (notice: string): void => {
    config.log(notice);
    state.notify(notice);
  };
  let engineFile: EngineFile | undefined;
  const onRetaken = async (): Promise<unknown> => engineFile && writeEngineFile(home, engineFile);
  const { store, ...locked } = await openLockedStore({ settings, home, files: config.files, notify, onRetaken });
  undo.push(locked.close);
  const calibration = await CalibrationKeeper.open(store, config.log);
  const conversations = await ConversationKeeper.open(store, config.log);
  const savings = await SavingKeeper.open(store, config.log);
  undo.push(() => Promise.all([calibration.flush(), conversations.flush(), savings.flush()]));
  const memory = { calibration, conversations };
  const threads = await startThreads({ config, state, memory }, undo);
  const exit = Promise.withResolvers<void>();
  const parts = { config, state, store, savings, ...threads, network, token, exit: exit.resolve };
  const proxy = await startProxy(parts, undo);
  state.listenOn(proxy.port);
  for (const notice of notices) notify(notice);
  engineFile = { pid: process.pid, port: proxy.port, token, version };
  await announce(config, engineFile, undo);
  // From here on an engine that was started at the same time gives up, and whoever started it looks for this one's file.
  await locked.announce(proxy.port);
  undo.push(keepRoutes(config, proxy.port));
  return { port: proxy.port, token, state, exitAsked: exit.promise };
}

/** A base URL that already pointed here must not become the upstream: every request would come back for ever. */
function refuseLoop({ upstreams, port }: ProxySettings): void {
  const loop = port === 0 ? undefined : upstreamAtOwnPort(readUpstreams(upstreams), port);
  if (loop === undefined) return;
  throw new StartError(
    `The upstream "${loop.name}" is ${upstreams[loop.name]}, which is this engine itself: requests would come back for ` +
      `ever. Give the provider's own URL with --upstream ${loop.name}=URL (setting headroom.upstreams), or another --port.`,
  );
}

function readNetworkOf({ environment = {} }: EngineConfig): ReadNetwork {
  try {
    return readNetwork(environment);
  } catch (error) {
    throw error instanceof NetworkError ? new StartError(error.message, { cause: error }) : error;
  }
}

interface Threads {
  readonly analysis: AnalysisThread;
  readonly judge: WorkerJudge;
  readonly pictures: PictureJudge;
}

async function startThreads(
  parts: { readonly config: EngineConfig; readonly state: EngineState; readonly memory: AnalysisMemory },
  undo: Undo,
): Promise<Threads> {
  const { config, state, memory } = parts;
  const { files, home, environment = {}, log } = config;
  const analysis = new AnalysisThread(files.analysisWorker, memory);
  undo.push(() => analysis.close());
  const judge = new WorkerJudge(files.judgeWorker);
  undo.push(() => judge.close());
  const { options } = state.live;
  const models = openModels({ files, options });
  undo.push(() => models.close());
  void fetchModels(models, { files, options, home, environment, log });
  analysis.start();
  await keepWarm(state, judge);
  return { analysis, judge, pictures: new PictureJudge(models) };
}

interface ProxyParts extends Threads {
  readonly config: EngineConfig;
  readonly state: EngineState;
  readonly store: Store;
  readonly savings: SavingKeeper;
  readonly network: Network;
  readonly token: string;
  readonly exit: () => void;
}

async function startProxy(parts: ProxyParts, undo: Undo): Promise<ProxyServer> {
  const { config, state, store, savings, network, analysis, judge, pictures, token, exit } = parts;
  const { port, upstreams, deadlineMs, imageDeadlineMs, maxBodyBytes, assumeRetrieval, dailyBudgetUsd } =
    config.settings.proxy;
  const onCacheBreak = ({ body, format }: ExchangeFacts, reason: string): void => {
    if (body !== undefined && format !== undefined) proxy.distrust(body, format, reason);
  };
  const plannedPictures = new PlannedPictures(task => pictures.judgePicture(task));
  const windows = new OpenWindows();
  const analyze = async (facts: ExchangeFacts): Promise<ExchangeRecording> =>
    windows.file(await analysis.analyze(await plannedPictures.addTo(facts)), facts);
  const recorder = new ExchangeRecorder({ store, state, savings, log: config.log, onCacheBreak }, analyze);
  undo.push(() => recorder.flush());
  const retrievals = new Retrievals({ store, workerUrl: config.files.retrievalWorker, log: config.log });
  undo.push(() => retrievals.close());
  const areJudged = (): boolean => state.live.options.imageOptimize;
  const compressions = new Compressions(store, config.files.onDemandWorker, { judge: pictures, areJudged });
  undo.push(() => compressions.close());
  const history = openHistory(parts);
  undo.push(() => history.close());
  const proxy: ProxyServer = new ProxyServer({
    token,
    upstreams,
    laterUpstream: name => chainedUpstream(config.home, name),
    network,
    settings: () => state.live,
    optionsFor: (_live, asked) => state.optionsFor(asked),
    editing: {
      book: store,
      judge,
      deadlineMs,
      pictures: { judge: pictures, deadlineMs: imageDeadlineMs, expect: () => pictures.prepare() },
      // Wiping the store changes its key.
      handleKey: () => store.handleKey,
      canRetrieve: (body, index) => store.keepsOriginals && (assumeRetrieval || offersRetrieval(body, index)),
    },
    recorder,
    admin: adminHandlers({
      state,
      store,
      analysis,
      judge,
      pictures: plannedPictures,
      retrievals,
      compressions,
      history,
      savings,
      dailyBudgetUsd,
      clear: () => eraseRecorded({ store, recorder, analysis, savings }),
      page: config.files.page,
      inFlight: (): number => proxy.inFlight,
      windows,
      exit,
    }),
    maxBodyBytes,
    newId: randomUUID,
    now: Date.now,
  });
  await listen(proxy, port);
  undo.push(() => proxy.close(graceMs));
  return proxy;
}

function openHistory({ config, state, store }: ProxyParts): HistoryDoor {
  return new HistoryDoor({
    store,
    workerUrl: config.files.historyWorker,
    folder: transcriptsFolder(config.environment ?? {}),
    options: () => state.explicit,
    running: () => state.live.options,
    tell: job => state.emit({ type: 'jobChanged', job }),
    now: Date.now,
  });
}

async function listen(proxy: ProxyServer, port: number): Promise<void> {
  try {
    await proxy.listen(port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new StartError(await portTaken(port), { cause: error });
    if (code === 'EACCES') {
      throw new StartError(`Port ${port} is reserved by the system. Choose a port above 1023 with --port.`, {
        cause: error,
      });
    }
    throw error;
  }
}

async function portTaken(port: number): Promise<string> {
  const holder = await probePort(port);
  if (holder.kind !== 'engine') {
    const who = holder.kind === 'busy' ? 'a program that does not answer' : 'another program';
    return `Port ${port} is in use by ${who}. Choose another port with --port, or --port 0 for any free one.`;
  }
  const { pid, version } = holder.health;
  return (
    `Port ${port} is in use by another Headroom engine (process ${pid}, version ${version}). ` +
    'Use that one, stop it, or choose another port with --port.'
  );
}

/** Without its file an engine still relays; only windows and commands do not find it by themselves. */
async function announce({ home, log }: EngineConfig, file: EngineFile, undo: Undo): Promise<void> {
  try {
    if (await writeEngineFile(home, file)) undo.push(() => removeEngineFile(home, file.pid));
    else log(`Another engine of ${home} is running; commands keep finding that one.`);
  } catch (error) {
    log(`Commands cannot find this engine: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Thread and vocabularies take longer to load than a request may wait, so they are there before the first one. */
async function keepWarm(state: EngineState, judge: WorkerJudge): Promise<void> {
  practiseReading();
  let warm: Promise<void> | undefined;
  const warmUp = (): void => {
    if (state.live.mode !== 'optimize' || warm !== undefined) return;
    const { options } = state.live;
    warm = judge.warmUp(options, ['claude-sonnet-4-5', 'gpt-5']);
    void warm.then(() => judge.practise(options, 'claude-sonnet-4-5'));
  };
  warmUp();
  state.subscribe(warmUp);
  await warm;
}
