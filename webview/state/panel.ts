import type { Mode, Profile } from '../../src/shared/modes.ts';
import type { EditorAction, PanelTarget, SimulationSubject } from '../../src/shared/panelProtocol.ts';
import type { Host, HostNews } from '../host/host.ts';
import { findConversation } from '../model/conversations.ts';
import { type ParsedDraft, parseDraft } from '../model/optionFields.ts';
import { type Arrangement, readArrangement } from './arrangement.ts';
import { allExchanges, firstState, type Happening, type Loadable, type PanelState, reduce } from './panelState.ts';

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
}

/** Wires host, state and drawing. `draw` is called with a new panel whenever something visible changed. */
export function startPanel(host: Host, draw: (panel: Panel) => void): void {
  let state: PanelState = { ...firstState, arrangement: readArrangement(host.restore()) };
  let pendingDraw: ReturnType<typeof setTimeout> | undefined;
  let simulateTimer: ReturnType<typeof setTimeout> | undefined;
  let simulated = '';

  const drawNow = (): void => {
    clearTimeout(pendingDraw);
    pendingDraw = undefined;
    draw(panelOf(state));
  };
  const happen = (happening: Happening): void => {
    state = reduce(state, happening);
    if (happening.type === 'engineSpoke') pendingDraw ??= setTimeout(drawNow, liveDrawMs);
    else drawNow();
  };
  const arrange = (change: Partial<Arrangement>): void => {
    happen({ type: 'arranged', change });
    host.save(state.arrangement);
    loadWhatIsOpen();
  };

  const loadWhatIsOpen = (): void => {
    const { lens, request, block } = state.arrangement;
    const shown = request ?? scrubbedExchange(state);
    if (shown !== undefined) void loadDetail(shown);
    if (request !== undefined && block !== undefined) void loadBlock(request, block);
    if (lens === 'simulate') scheduleSimulation();
  };
  const loadDetail = (id: string): Promise<void> =>
    state.details.get(id) === undefined || state.details.get(id)?.kind === 'failed'
      ? load(
          () => host.ask({ type: 'exchange', id }),
          detail => happen({ type: 'detailChanged', id, detail }),
        )
      : Promise.resolve();
  const loadBlock = (exchange: string, position: number): Promise<void> => {
    const key = blockKey(exchange, position);
    const known = state.blocks.get(key);
    if (known !== undefined && known.kind !== 'failed') return Promise.resolve();
    return load(
      () => host.ask({ type: 'block', exchange, position }),
      block => happen({ type: 'blockChanged', key, block }),
    );
  };

  const scheduleSimulation = (): void => {
    const asked = simulationAsked(state);
    const key = JSON.stringify(asked ?? null);
    if (key === simulated) return;
    simulated = key;
    clearTimeout(simulateTimer);
    if (asked === undefined) {
      happen({ type: 'simulationChanged', simulation: undefined });
      return;
    }
    simulateTimer = setTimeout(() => void simulate(asked, key), simulateDelayMs);
  };
  const simulate = async (asked: SimulationAsked, key: string): Promise<void> => {
    const { subject, mine, candidate } = asked;
    if (state.simulation?.kind !== 'ready') happen({ type: 'simulationChanged', simulation: { kind: 'loading' } });
    const startedAt = performance.now();
    try {
      const answers = await Promise.all(
        [mine, candidate].map(options => host.ask({ type: 'simulate', subject, options })),
      );
      const [first, second] = answers;
      if (first === undefined || second === undefined || key !== simulated) return;
      const tookMs = performance.now() - startedAt;
      happen({ type: 'simulationChanged', simulation: ready({ mine: first, candidate: second, tookMs }) });
    } catch (error) {
      if (key === simulated) happen({ type: 'simulationChanged', simulation: failed(error) });
    }
  };

  const readEverything = async (): Promise<void> => {
    try {
      happen({ type: 'overviewRead', overview: await host.ask({ type: 'overview' }) });
      let before: number | undefined;
      do {
        const page = await host.ask({
          type: 'exchanges',
          limit: pageSize,
          ...(before === undefined ? {} : { before }),
        });
        happen({ type: 'pageRead', page });
        before = page.next;
      } while (before !== undefined && state.exchanges.length < mostExchanges);
      loadWhatIsOpen();
    } catch (error) {
      happen({ type: 'unlinked', reason: messageOf(error) });
    }
  };
  const readOverview = async (): Promise<void> => {
    happen({ type: 'overviewRead', overview: await host.ask({ type: 'overview' }) });
  };

  const hear = (news: HostNews): void => {
    if (news.type === 'linked') {
      happen({ type: 'linked' });
      void readEverything();
    } else if (news.type === 'unlinked') {
      happen({ type: 'unlinked', reason: news.reason });
    } else if (news.type === 'navigated') {
      arrange(arrangementFor(news.to, state));
    } else {
      happen({ type: 'engineSpoke', event: news.event });
      if (news.event.type === 'exchangeRecorded') {
        readOverview().catch(() => {});
        loadWhatIsOpen();
      }
    }
  };

  const panelOf = (current: PanelState): Panel => ({
    state: current,
    arrange,
    happen,
    setMode: mode => void change(() => host.ask({ type: 'setMode', mode })),
    setProfile: profile => void change(() => host.ask({ type: 'setProfile', profile })),
    act: action => host.act(action),
    can: action => host.can(action),
    retry: () => void readEverything(),
  });
  const change = async (ask: () => Promise<unknown>): Promise<void> => {
    try {
      await ask();
      await readOverview();
    } catch (error) {
      happen({ type: 'unlinked', reason: messageOf(error) });
    }
  };

  drawNow();
  host.listen(hear);
}

export function blockKey(exchange: string, position: number): string {
  return `${exchange}:${position}`;
}

/** The request that a conversation's pictures show: the one under the scrubber, else the newest. */
export function scrubbedExchange(state: PanelState): string | undefined {
  const { conversation, scrubbed } = state.arrangement;
  if (conversation === undefined) return undefined;
  return scrubbed ?? findConversation(allExchanges(state), conversation)?.newest.id;
}

/** The exchange that Simulate works on: what the path points at, else the newest of all. */
export function simulatedExchange(state: PanelState): string | undefined {
  return state.arrangement.request ?? scrubbedExchange(state) ?? allExchanges(state)[0]?.id;
}

interface SimulationAsked {
  readonly subject: SimulationSubject;
  readonly mine: Extract<ParsedDraft, { kind: 'fits' }>['overrides'];
  readonly candidate: Extract<ParsedDraft, { kind: 'fits' }>['overrides'];
}

function simulationAsked(state: PanelState): SimulationAsked | undefined {
  const { source, text, model, profile, draft } = state.arrangement.simulation;
  const parsed = parseDraft(draft);
  const running = state.overview?.status.profile ?? 'balanced';
  const id = simulatedExchange(state);
  if (parsed.kind === 'misfit') return undefined;
  const subject: SimulationSubject | undefined =
    source === 'text'
      ? text.trim() === ''
        ? undefined
        : { kind: 'text', text, ...(model === '' ? {} : { model }) }
      : id === undefined
        ? undefined
        : { kind: 'exchange', id };
  if (subject === undefined) return undefined;
  return {
    subject,
    mine: { savingsProfile: running },
    candidate: { savingsProfile: profile ?? running, ...parsed.overrides },
  };
}

function arrangementFor(target: PanelTarget, state: PanelState): Partial<Arrangement> {
  if (target.lens === 'simulate') {
    const { subject } = target;
    const simulation = state.arrangement.simulation;
    return subject.kind === 'text'
      ? {
          lens: 'simulate',
          simulation: { ...simulation, source: 'text', text: subject.text, model: subject.model ?? '' },
        }
      : { lens: 'simulate', request: subject.id, simulation: { ...simulation, source: 'exchange' } };
  }
  if (target.exchange === undefined) return { lens: 'inspect' };
  const exchange = allExchanges(state).find(({ id }) => id === target.exchange);
  return { lens: 'inspect', conversation: exchange?.conversation, request: target.exchange, block: undefined };
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
