import type { Mode, Profile } from '../../src/shared/modes.ts';
import type { BlockView, EditorAction, PanelEvent, PanelQuery } from '../../src/shared/panelProtocol.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import type { Host, HostNews } from '../host/host.ts';
import { onOneScale, type ScaledDetail } from '../model/oneScale.ts';
import { startOfDay } from '../text/format.ts';
import { type Arrangement, readArrangement } from './arrangement.ts';
import { createDeeds, type Deeds } from './deeds.ts';
import { isKnown, type Loadable, load, messageOf } from './loadable.ts';
import { Lookups } from './lookups.ts';
import { firstState, type Happening, type PanelState, reduce } from './panelState.ts';
import { arrangementFor, blockKey, scrubbedExchange } from './selection.ts';

/** The first page fills every screen and arrives soon; the others follow behind what is already shown. */
const firstPageSize = 100;
const pageSize = 500;
/** Beyond this the list says that older ones exist; the engine searches those. */
const mostExchanges = 10_000;
/** Live data redraws at most four times a second. */
const liveDrawMs = 250;

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
  readonly deeds: Deeds;
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
  private readonly lookups: Lookups;
  private readonly deeds: Deeds;
  /** Counts readings of everything, so that an older one ends when a newer one begins. */
  private readings = 0;

  constructor(host: Host, draw: (panel: Panel) => void) {
    this.host = host;
    this.draw = draw;
    this.state = { ...firstState, arrangement: readArrangement(host.restore()) };
    const parts = { host, happen: (happening: Happening) => this.happen(happening), state: () => this.state };
    this.lookups = new Lookups(parts);
    this.deeds = createDeeds({
      ...parts,
      readOverview: () => this.readOverview(),
      arrange: change => this.arrange(change),
      show: conversation => this.showConversation(conversation),
    });
  }

  /** Asks first and draws then: the engine answers while the browser draws. */
  start(): void {
    this.host.listen(news => this.hear(news));
    this.drawNow();
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
      deeds: this.deeds,
    });
  }

  private happen(happening: Happening): void {
    this.state = reduce(this.state, happening);
    if (happening.type === 'engineSpoke') this.pendingDraw ??= setTimeout(() => this.drawNow(), liveDrawMs);
    else this.drawNow();
  }

  private arrange(change: Partial<Arrangement>): void {
    this.happen({ type: 'arranged', change });
    this.loadWhatIsOpen();
    this.host.save(this.state.arrangement);
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
      case 'fileChosen':
        this.deeds.openConversation(news.text);
        return;
      case 'event':
        this.happen({ type: 'engineSpoke', event: news.event });
        this.follow(news.event);
        return;
      default:
        unreachable(news);
    }
  }

  /** Reads what an event says has changed. A newer engine may say more than this page knows. */
  private follow(event: PanelEvent): void {
    if (event.type === 'exchangeRecorded') {
      void this.readOverview();
      this.loadWhatIsOpen();
    }
    // Options may have changed with it, which only the overview tells.
    if (event.type === 'statusChanged') void this.readOverview();
    if (event.type === 'jobChanged' && event.job.kind === 'import' && event.job.state !== 'running') {
      void this.readEverything();
    }
    if (event.type === 'cleared') {
      this.host.save(this.state.arrangement);
      this.lookups.forget();
      void this.readEverything();
    }
  }

  private async showConversation(conversation: string): Promise<void> {
    await this.readEverything();
    this.arrange({ lens: 'inspect', conversation, request: undefined, block: undefined, scrubbed: undefined });
  }

  private async readEverything(): Promise<void> {
    this.readings += 1;
    const reading = this.readings;
    const isCurrent = (): boolean => reading === this.readings;
    const known = this.state.exchanges;
    try {
      const firstPage = this.host.ask({ type: 'exchanges', limit: firstPageSize });
      await Promise.all([firstPage, this.readOverview()]);
      for (let page = await firstPage; ; ) {
        // A newer reading begins where everything may have been cleared.
        if (!isCurrent()) return;
        // What was cleared while this page heard nothing is gone all the same.
        const isGone = page.exchanges.length === 0 && known.length > 0 && known === this.state.exchanges;
        if (isGone) return this.hear({ type: 'event', event: { type: 'cleared' } });
        this.happen({ type: 'pageRead', page });
        if (page.next === undefined || this.state.exchanges.length >= mostExchanges) break;
        page = await this.host.ask({ type: 'exchanges', limit: pageSize, before: page.next });
      }
      this.happen({ type: 'jobChanged', job: (await this.host.ask({ type: 'job' })) ?? undefined });
      this.loadWhatIsOpen();
    } catch (error) {
      if (isCurrent()) this.happen({ type: 'unlinked', reason: messageOf(error) });
    }
  }

  private async readOverview(): Promise<void> {
    try {
      const overview = await this.host.ask({ type: 'overview', since: startOfDay(Date.now()) });
      this.happen({ type: 'overviewRead', overview });
      // Before anything is read, nothing is known to be missing.
      if (this.state.history !== 'unread') this.lookups.refresh();
      if (this.state.link.kind === 'lost') this.happen({ type: 'linked' });
    } catch (error) {
      this.happen({ type: 'unlinked', reason: messageOf(error) });
    }
  }

  private async change(query: Extract<PanelQuery, { type: 'setMode' | 'setProfile' }>): Promise<void> {
    try {
      await this.host.ask(query);
    } catch (error) {
      // A host may refuse, for instance because the person did not agree.
      this.happen({ type: 'complained', complaint: messageOf(error) });
    }
    await this.readOverview();
  }

  private loadWhatIsOpen(): void {
    const { request, block } = this.state.arrangement;
    const shown = request ?? scrubbedExchange(this.state);
    if (shown !== undefined) this.loadDetail(shown);
    if (request !== undefined && block !== undefined) this.loadBlock(request, block);
    this.lookups.refresh();
  }

  private loadDetail(id: string): void {
    if (isKnown(this.state.details.get(id))) return;
    const report = (detail: Loadable<ScaledDetail>): void => this.happen({ type: 'detailChanged', id, detail });
    void load(async () => onOneScale(await this.host.ask({ type: 'exchange', id })), report);
  }

  private loadBlock(exchange: string, position: number): void {
    const key = blockKey(exchange, position);
    if (isKnown(this.state.blocks.get(key))) return;
    const report = (block: Loadable<BlockView>): void => this.happen({ type: 'blockChanged', key, block });
    void load(() => this.host.ask({ type: 'block', exchange, position }), report);
  }
}
