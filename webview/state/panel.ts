import type { Mode, Profile } from '../../src/shared/modes.ts';
import type { BlockView, EditorAction, PanelQuery } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import type { Report } from '../../src/shared/report.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import type { Host, HostNews } from '../host/host.ts';
import { changeLog } from '../model/changeLog.ts';
import { type Arrangement, readArrangement } from './arrangement.ts';
import {
  allExchanges,
  firstState,
  type Happening,
  type Loadable,
  type PanelState,
  reduce,
  type Simulation,
} from './panelState.ts';
import { arrangementFor, blockKey, type SimulationAsked, scrubbedExchange, simulationAsked } from './selection.ts';

const pageSize = 500;
/** Beyond this the list says that older ones exist; searching a year belongs to the engine. */
const mostExchanges = 10_000;
/** Live data redraws at most four times a second. */
const liveDrawMs = 250;
const simulateDelayMs = 120;

/** What views may do. They never touch the host or the state themselves. */
export interface Panel {
  readonly state: PanelState;
  arrange(change: Partial<Arrangement>): void;
  happen(happening: Happening): void;
  setMode(mode: Mode): void;
  setProfile(profile: Profile): void;
  act(action: EditorAction): void;
  can(action: EditorAction['type']): boolean;
  retry(): void;
  /** Everything that Headroom changed in a request, as one diff in the clipboard. */
  copyChanges(detail: ExchangeDetail): void;
}

/** Wires host, state and drawing. `draw` is called with a new panel whenever something visible changed. */
export function startPanel(host: Host, draw: (panel: Panel) => void): void {
  new PanelSession(host, draw).start();
}

class PanelSession {
  private readonly host: Host;
  private readonly draw: (panel: Panel) => void;
  private state: PanelState;
  private pendingDraw: ReturnType<typeof setTimeout> | undefined;
  private simulateTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was simulated last, so that redrawing does not simulate again. */
  private simulated = '';
  /** What the report at hand was made of. */
  private reported = '';

  constructor(host: Host, draw: (panel: Panel) => void) {
    this.host = host;
    this.draw = draw;
    this.state = { ...firstState, arrangement: readArrangement(host.restore()) };
  }

  start(): void {
    this.drawNow();
    this.host.listen(news => this.hear(news));
  }

  private drawNow(): void {
    clearTimeout(this.pendingDraw);
    this.pendingDraw = undefined;
    this.draw({
      state: this.state,
      arrange: change => this.arrange(change),
      happen: happening => this.happen(happening),
      setMode: mode => void this.change({ type: 'setMode', mode }),
      setProfile: profile => void this.change({ type: 'setProfile', profile }),
      act: action => this.host.act(action),
      can: action => this.host.can(action),
      retry: () => void this.readEverything(),
      copyChanges: detail => void this.copyChanges(detail),
    });
  }

  private happen(happening: Happening): void {
    this.state = reduce(this.state, happening);
    if (happening.type === 'engineSpoke') this.pendingDraw ??= setTimeout(() => this.drawNow(), liveDrawMs);
    else this.drawNow();
  }

  private arrange(change: Partial<Arrangement>): void {
    this.happen({ type: 'arranged', change });
    this.host.save(this.state.arrangement);
    this.loadWhatIsOpen();
  }

  private hear(news: HostNews): void {
    switch (news.type) {
      case 'linked':
        this.happen({ type: 'linked' });
        void this.readEverything();
        return;
      case 'unlinked':
        this.happen({ type: 'unlinked', reason: news.reason });
        return;
      case 'navigated':
        this.arrange(arrangementFor(news.to, this.state));
        return;
      case 'event':
        this.happen({ type: 'engineSpoke', event: news.event });
        if (news.event.type === 'exchangeRecorded') {
          void this.readOverview();
          this.loadWhatIsOpen();
        }
        return;
      default:
        unreachable(news);
    }
  }

  private async readEverything(): Promise<void> {
    await this.readOverview();
    if (this.state.link.kind === 'lost') return;
    try {
      let before: number | undefined;
      do {
        const next = before === undefined ? {} : { before };
        const page = await this.host.ask({ type: 'exchanges', limit: pageSize, ...next });
        this.happen({ type: 'pageRead', page });
        before = page.next;
      } while (before !== undefined && this.state.exchanges.length < mostExchanges);
      this.loadWhatIsOpen();
    } catch (error) {
      this.happen({ type: 'unlinked', reason: messageOf(error) });
    }
  }

  private async readOverview(): Promise<void> {
    try {
      this.happen({ type: 'overviewRead', overview: await this.host.ask({ type: 'overview' }) });
      if (this.state.link.kind === 'lost') this.happen({ type: 'linked' });
    } catch (error) {
      this.happen({ type: 'unlinked', reason: messageOf(error) });
    }
  }

  private async change(query: Extract<PanelQuery, { type: 'setMode' | 'setProfile' }>): Promise<void> {
    try {
      await this.host.ask(query);
    } catch (error) {
      this.happen({ type: 'unlinked', reason: messageOf(error) });
      return;
    }
    await this.readOverview();
  }

  private loadWhatIsOpen(): void {
    const { lens, request, block } = this.state.arrangement;
    const shown = request ?? scrubbedExchange(this.state);
    if (shown !== undefined) this.loadDetail(shown);
    if (request !== undefined && block !== undefined) this.loadBlock(request, block);
    if (lens === 'simulate') this.scheduleSimulation();
    if (lens === 'report') void this.readReport();
  }

  private loadDetail(id: string): void {
    if (isKnown(this.state.details.get(id))) return;
    const report = (detail: Loadable<ExchangeDetail>): void => this.happen({ type: 'detailChanged', id, detail });
    void load(() => this.host.ask({ type: 'exchange', id }), report);
  }

  private loadBlock(exchange: string, position: number): void {
    const key = blockKey(exchange, position);
    if (isKnown(this.state.blocks.get(key))) return;
    const report = (block: Loadable<BlockView>): void => this.happen({ type: 'blockChanged', key, block });
    void load(() => this.host.ask({ type: 'block', exchange, position }), report);
  }

  /** A report is made again for every new scope and every new request; the earlier one stays in sight meanwhile. */
  private async readReport(): Promise<void> {
    const { conversation } = this.state.arrangement;
    const key = `${conversation ?? ''}:${allExchanges(this.state)[0]?.id ?? ''}`;
    if (key === this.reported) return;
    this.reported = key;
    const report = (loaded: Loadable<Report>): void => {
      if (key === this.reported) this.happen({ type: 'reportChanged', report: loaded });
    };
    if (this.state.report?.kind !== 'ready') report({ kind: 'loading' });
    try {
      report(ready(await this.host.ask({ type: 'report', ...(conversation !== undefined && { conversation }) })));
    } catch (error) {
      report(failed(error));
      this.reported = '';
    }
  }

  private async copyChanges(detail: ExchangeDetail): Promise<void> {
    const changed = detail.blocks.filter(block => block.replacementHash !== undefined);
    try {
      const views = await Promise.all(
        changed.map(({ position }) => this.host.ask({ type: 'block', exchange: detail.id, position })),
      );
      const version = this.state.overview?.status.version ?? '';
      this.host.act({ type: 'copyText', text: changeLog(detail, views, version) });
      this.happen({ type: 'changesCopied', exchange: detail.id });
    } catch (error) {
      this.happen({ type: 'unlinked', reason: messageOf(error) });
    }
  }

  private scheduleSimulation(): void {
    const asked = simulationAsked(this.state);
    const key = JSON.stringify(asked ?? null);
    if (key === this.simulated) return;
    this.simulated = key;
    clearTimeout(this.simulateTimer);
    if (asked === undefined) this.happen({ type: 'simulationChanged', simulation: undefined });
    else this.simulateTimer = setTimeout(() => void this.simulate(asked, key), simulateDelayMs);
  }

  /** An earlier result stays in sight until the new one is there, and an overtaken one is dropped. */
  private async simulate({ subject, mine, candidate }: SimulationAsked, key: string): Promise<void> {
    const report = (simulation: Loadable<Simulation>): void => {
      if (key === this.simulated) this.happen({ type: 'simulationChanged', simulation });
    };
    if (this.state.simulation?.kind !== 'ready') report({ kind: 'loading' });
    const startedAt = performance.now();
    try {
      const [first, second] = await Promise.all([
        this.host.ask({ type: 'simulate', subject, options: mine }),
        this.host.ask({ type: 'simulate', subject, options: candidate }),
      ]);
      report(ready({ mine: first, candidate: second, tookMs: performance.now() - startedAt }));
    } catch (error) {
      report(failed(error));
    }
  }
}

function isKnown(loadable: Loadable<unknown> | undefined): boolean {
  return loadable !== undefined && loadable.kind !== 'failed';
}

async function load<T>(ask: () => Promise<T>, report: (loadable: Loadable<T>) => void): Promise<void> {
  report({ kind: 'loading' });
  try {
    report(ready(await ask()));
  } catch (error) {
    report(failed(error));
  }
}

function ready<T>(value: T): Loadable<T> {
  return { kind: 'ready', value };
}

function failed(error: unknown): { kind: 'failed'; message: string } {
  return { kind: 'failed', message: messageOf(error) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
