import { setTimeout as delay } from 'node:timers/promises';
import { isProcessAlive } from '../../process/instance/isProcessAlive.ts';
import type { Lease } from '../../process/instance/lease.ts';
import { settleMs } from '../../routing/withdraw.ts';
import { isMode, type Mode } from '../../shared/modes.ts';
import type { EngineStatus, Overview, PanelAnswers, PanelEvent, PanelQuery } from '../../shared/panelProtocol.ts';
import type { OpenWindow } from '../../shared/projects.ts';
import { RemediableError } from '../failure.ts';
import { l10n } from '../l10n.ts';
import type { QueryOf } from './engineClient.ts';
import { findEngine, type RunningEngine } from './engineProcess.ts';
import { isReplaceable } from './engineVersion.ts';
import { watchEngine } from './engineWatch.ts';

/** What leads clients to the engine: applied when it runs, undone before it goes. */
export interface Routes {
  apply(port: number): Promise<void>;
  undo(): Promise<void>;
  /** Takes back at once what does not work without an engine, until `apply` comes again. */
  engineLost(): Promise<void>;
  /** The same when no window is left to watch over it. */
  lastWindowCloses(): Promise<void>;
  /** Terminals of this window that may still hold our address. */
  countRouted(): number;
}

export interface ProxySessionParts {
  readonly home: string;
  readonly version: string;
  /** This window, as the engine is told: Copilot's requests name its session and no project. */
  window?(): OpenWindow;
  readonly routes: Routes;
  readonly lease: Lease;
  /** Starts the engine by the current settings, on `port` when given. */
  launch(port?: number): Promise<RunningEngine>;
  onStatus(status: EngineStatus): void;
  onEvent(event: PanelEvent): void;
  onLost(cause: unknown): void;
  log(line: string): void;
}

/** The engine's grace time for streams, what running conversations need to take leave, and a little. */
const endTimeoutMs = 13_000 + settleMs;
const pollMs = 50;
/** A restart in another window begins its engine once the one before has ended, streams included. */
const successorMs = endTimeoutMs + 10_000;
const successorPollMs = 250;
const noEngine = { pid: 0, port: 0, mode: 'audit', profile: 'balanced', startedAt: 0 } as const;

/** This window's part in the one engine that all windows share: joining, following, leaving and ending it. */
export class ProxySession {
  readonly #parts: ProxySessionParts;
  #engine: RunningEngine | undefined;
  #watch: AbortController | undefined;
  #starting: Promise<void> | undefined;
  /** Set while the engine is gone: resolves when what does not work without one is taken back. */
  #takenBack: Promise<void> | undefined;
  #status: EngineStatus;

  constructor(parts: ProxySessionParts) {
    this.#parts = parts;
    this.#status = { ...noEngine, state: 'stopped', version: parts.version };
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /**
   * Joins an engine that already runs, e.g. after a window reload; an older idle one is replaced. A relay is watched and not
   * woken: `terminalsChanged` ends it with the last terminal. Starts none otherwise.
   */
  async rejoin(): Promise<'running' | 'relay' | undefined> {
    const engine = await findEngine(this.#parts.home);
    if (engine === undefined) return undefined;
    if (engine.health.status === 'relay') {
      this.#attach(engine);
      this.#tell({ ...this.#status, state: 'relay' });
      return 'relay';
    }
    await this.#join(await this.#working(engine));
    return 'running';
  }

  start(): Promise<void> {
    this.#starting ??= this.#startOnce().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #startOnce(): Promise<void> {
    if (this.#engine !== undefined && this.#status.state === 'running') return;
    this.#tell({ ...this.#status, state: 'starting' });
    try {
      const found = await findEngine(this.#parts.home);
      await this.#join(await this.#working(found));
    } catch (error) {
      this.#tell({ ...this.#status, state: 'failed', notice: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  /** An engine that other windows use is joined; a relay that was kept for old terminals wakes up in its mode. */
  async #working(found: RunningEngine | undefined): Promise<RunningEngine> {
    if (found === undefined) return this.#parts.launch();
    if (isReplaceable(found.health, this.#parts.version)) {
      this.#parts.log(`Engine ${found.health.version} is replaced by ${this.#parts.version}.`);
      await found.client.shutdown({ after: 'exit' });
      await this.#untilGone(found);
      return this.#parts.launch(found.file.port);
    }
    if (found.health.status === 'ok') return found;
    await found.client.query({ type: 'setMode', mode: found.health.mode });
    return (await findEngine(this.#parts.home)) ?? this.#parts.launch(found.file.port);
  }

  async stop(): Promise<void> {
    await this.#parts.routes.undo();
    const engine = await findEngine(this.#parts.home);
    await this.#parts.lease.write(this.#parts.routes.countRouted());
    const routed = await this.#parts.lease.countAgents();
    if (routed === 0) await this.#leave();
    await engine?.client.shutdown({ after: routed > 0 ? 'relay' : 'exit' });
    if (engine === undefined || routed === 0) {
      this.#tell({ ...this.#status, ...noEngine, state: 'stopped' });
      return;
    }
    this.#parts.log(`Stopped; open terminals that still point at the relay: ${routed}.`);
    this.#tell({ ...this.#status, state: 'relay' });
  }

  async restart(): Promise<void> {
    const engine = await findEngine(this.#parts.home);
    await this.#leave();
    if (engine !== undefined) {
      await engine.client.shutdown({ after: 'exit' });
      await this.#untilGone(engine);
    }
    this.#tell({ ...this.#status, state: 'stopped' });
    await this.start();
  }

  /** Called when a terminal opens or closes: the last one that pointed at a stopped engine's relay ends it. */
  async terminalsChanged(): Promise<void> {
    if (this.#status.state !== 'running' && this.#status.state !== 'relay') return;
    await this.#parts.lease.write(this.#parts.routes.countRouted());
    if (this.#status.state !== 'relay' || (await this.#parts.lease.countAgents()) > 0) return;
    const relay = await findEngine(this.#parts.home);
    await this.#leave();
    if (relay?.health.status === 'relay') await relay.client.shutdown({ after: 'exit' });
    this.#tell({ ...this.#status, ...noEngine, state: 'stopped' });
  }

  async query<Type extends PanelQuery['type']>(query: QueryOf<Type>): Promise<PanelAnswers[Type]> {
    if (this.#engine === undefined) {
      throw new RemediableError(l10n.t('The proxy is not running.'), 'headroom.startProxy');
    }
    return this.#engine.client.query(query);
  }

  /** Answered here when no engine runs, so that the panel can say so. `since` is where the person's day began. */
  async overview(since?: number): Promise<Overview> {
    if (this.#engine !== undefined) return this.query({ type: 'overview', ...(since !== undefined && { since }) });
    return {
      status: this.#status,
      clients: [],
      today: { tokensSaved: 0, measuredUsd: 0, estimatedUsd: 0, couldHaveSavedUsd: 0 },
      limits: [],
      exchanges: 0,
      baseUrl: '',
    };
  }

  /** Ends a pause, too, which looks like `off`. */
  async setMode(mode: Mode): Promise<void> {
    const { mode: present, pausedUntil } = this.#status;
    if (this.#engine === undefined || (present === mode && pausedUntil === undefined)) return;
    this.#tell(await this.query({ type: 'setMode', mode }));
  }

  /** The window ends. The engine stays for others, and for agents that outlive the window. */
  async dispose(): Promise<void> {
    this.#watch?.abort();
    if (!(await this.#parts.lease.hasOthers())) await this.#parts.routes.lastWindowCloses();
    await this.#parts.lease.release();
  }

  async #join(engine: RunningEngine): Promise<void> {
    this.#watch?.abort();
    await this.#parts.routes.apply(engine.file.port);
    this.#attach(engine);
    await this.terminalsChanged();
  }

  #attach(engine: RunningEngine): void {
    this.#watch?.abort();
    this.#engine = engine;
    const watch = new AbortController();
    this.#watch = watch;
    void this.#follow(engine, watch.signal);
  }

  async #follow(first: RunningEngine, signal: AbortSignal): Promise<void> {
    const outcome = await watchEngine(
      first,
      {
        home: this.#parts.home,
        window: this.#parts.window?.(),
        relaunch: port => this.#parts.launch(port),
        onAttached: engine => this.#attached(engine),
        onEvent: event => this.#heard(event),
        onCrashed: attempt => {
          if (attempt === 1)
            this.#takenBack = this.#parts.routes.engineLost().catch(error => this.#parts.log(String(error)));
          this.#parts.log(`The proxy crashed; restart ${attempt} on port ${first.file.port}.`);
          this.#tell({ ...this.#status, state: 'starting' });
        },
      },
      signal,
    );
    if (signal.aborted) return;
    await this.#leave();
    if (outcome.kind === 'ended') {
      this.#tell({ ...this.#status, ...noEngine, state: 'stopped' });
      await this.#joinSuccessor();
      return;
    }
    const notice = outcome.cause instanceof Error ? outcome.cause.message : String(outcome.cause);
    this.#tell({ ...this.#status, ...noEngine, state: 'failed', notice });
    this.#parts.onLost(outcome.cause);
  }

  /** An engine that another window ends to start a newer one takes this window with it. */
  async #joinSuccessor(): Promise<void> {
    const waiting = new AbortController();
    this.#watch = waiting;
    const end = performance.now() + successorMs;
    while (performance.now() < end) {
      await delay(successorPollMs, undefined, { ref: false });
      const engine = await findEngine(this.#parts.home);
      if (waiting.signal.aborted) return;
      if (engine?.health.status !== 'ok') continue;
      await this.#join(engine).catch(error => this.#parts.log(String(error)));
      return;
    }
  }

  #attached(engine: RunningEngine): void {
    this.#engine = engine;
    void this.#takenBack
      ?.then(() => this.#parts.routes.apply(engine.file.port))
      .catch(error => this.#parts.log(String(error)));
    this.#takenBack = undefined;
    const { pid, port, version } = engine.file;
    const mode = isMode(engine.health.mode) ? engine.health.mode : 'audit';
    const state = engine.health.status === 'relay' ? 'relay' : 'running';
    this.#tell({ ...this.#status, state, pid, port, version, mode });
  }

  #heard(event: PanelEvent): void {
    if (event.type === 'statusChanged') void this.#followState(event.status);
    this.#parts.onEvent(event);
  }

  /** Another window, or a command, may stop the engine and wake it again. */
  async #followState(status: EngineStatus): Promise<void> {
    const before = this.#status.state;
    this.#tell(status);
    if (status.state === 'relay' && before !== 'relay') await this.#parts.routes.undo();
    if (status.state === 'running' && before === 'relay') await this.#parts.routes.apply(status.port);
  }

  /** Routes first: nothing may point at an engine that is about to go. */
  async #leave(): Promise<void> {
    await this.#parts.routes.undo();
    await this.#parts.lease.release();
    this.#watch?.abort();
    this.#watch = undefined;
    this.#engine = undefined;
  }

  /** Streams in flight are finished first, so this may take as long as the engine's grace time. */
  async #untilGone(engine: RunningEngine): Promise<void> {
    const end = performance.now() + endTimeoutMs;
    while (isProcessAlive(engine.file.pid) && performance.now() < end) await delay(pollMs);
  }

  #tell(status: EngineStatus): void {
    const { notice, ...rest } = status;
    this.#status = status.state === 'failed' || status.state === 'running' ? status : rest;
    this.#parts.onStatus(this.#status);
  }
}
