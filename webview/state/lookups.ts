import type { Report } from '../../src/shared/report.ts';
import type { Host } from '../host/host.ts';
import { textToFind, wordsToAsk } from '../model/search.ts';
import { startOfDay } from '../text/format.ts';
import { failed, isKnown, type Loadable, load, messageOf, ready, report } from './loadable.ts';
import { allExchanges, type Happening, type PanelState, type Simulation, type TextSearch } from './panelState.ts';
import {
  type ConversationTrialAsked,
  conversationTrialAsked,
  reportScope,
  runningSettings,
  type SimulationAsked,
  simulationAsked,
} from './selection.ts';

const simulateDelayMs = 120;
const searchDelayMs = 250;
const foundAtOnce = 500;
/** Requests that a search through texts looks at: some ten seconds of work, and the list says that it ended there. */
const mostSearched = 2000;

export interface LookupParts {
  readonly host: Host;
  readonly happen: (happening: Happening) => void;
  readonly state: () => PanelState;
}

/** Questions that follow from the arrangement: each is asked once it has settled, and an overtaken answer is dropped. */
export class Lookups {
  private readonly parts: LookupParts;
  private readonly searched = new Latest();
  private readonly textsSearched = new Latest();
  private readonly simulated = new Latest();
  private readonly compared = new Latest();
  /** What the report at hand was made of. */
  private reported = '';

  constructor(parts: LookupParts) {
    this.parts = parts;
  }

  refresh(): void {
    const state = this.parts.state();
    const { lens } = state.arrangement;
    this.search(state);
    this.searchTexts(state);
    if (allExchanges(state).length === 0 || lens === 'simulate') this.lookForTranscripts(state);
    if (lens === 'simulate') {
      this.simulate(state);
      this.compare(state);
    }
    if (lens === 'report') void this.report(state);
  }

  /** What was recorded is gone: answers that are still under way count no more, and everything is asked again. */
  forget(): void {
    for (const latest of [this.searched, this.textsSearched, this.simulated, this.compared]) latest.forget();
    this.reported = '';
  }

  private lookForTranscripts({ transcripts }: PanelState): void {
    if (isKnown(transcripts)) return;
    const { host, happen } = this.parts;
    void load(
      () => host.ask({ type: 'transcripts' }),
      found => happen({ type: 'transcriptsFound', transcripts: found }),
    );
  }

  /** Where not everything is loaded, the engine looks through what is not. */
  private search({ arrangement, history }: PanelState): void {
    const { host, happen } = this.parts;
    const words = history === 'complete' ? '' : wordsToAsk(arrangement.search);
    this.searched.settle(words, searchDelayMs, async isCurrent => {
      if (words === '') return;
      try {
        const page = await host.ask({ type: 'exchanges', limit: foundAtOnce, search: words });
        if (isCurrent()) happen({ type: 'searchAnswered', page });
      } catch (error) {
        happen({ type: 'complained', complaint: messageOf(error) });
        throw error;
      }
    });
  }

  /** The engine looks through the texts in steps, and what it has found so far is shown after each. */
  private searchTexts({ arrangement }: PanelState): void {
    const text = textToFind(arrangement.search);
    this.textsSearched.settle(text ?? '', searchDelayMs, async isCurrent => {
      const tell = (search: TextSearch | undefined): void => this.parts.happen({ type: 'textsSearched', search });
      if (text === undefined) return tell(undefined);
      try {
        await this.searchSteps(text, { isCurrent, tell });
      } catch (error) {
        this.parts.happen({ type: 'complained', complaint: messageOf(error) });
        throw error;
      }
    });
  }

  private async searchSteps(
    text: string,
    { isCurrent, tell }: { readonly isCurrent: () => boolean; readonly tell: (search: TextSearch) => void },
  ): Promise<void> {
    let search: TextSearch = { text, hits: new Map(), requests: 0, characters: 0, stage: 'running' };
    let before: number | undefined;
    while (isCurrent() && search.stage === 'running') {
      tell(search);
      const step = await this.parts.host.ask({ type: 'searchTexts', text, ...(before !== undefined && { before }) });
      before = step.next;
      const requests = search.requests + step.requests;
      search = {
        text,
        hits: new Map([...search.hits, ...step.found.map(hit => [hit.exchange.id, hit] as const)]),
        requests,
        characters: search.characters + step.characters,
        stage: before === undefined ? 'done' : requests >= mostSearched ? 'bounded' : 'running',
      };
    }
    if (isCurrent()) tell(search);
  }

  private simulate(state: PanelState): void {
    const asked = simulationAsked(state);
    this.simulated.settle(keyOf(asked, runningSettings(state)), simulateDelayMs, async isCurrent => {
      const tell = (simulation: Loadable<Simulation> | undefined): void => {
        if (isCurrent()) this.parts.happen({ type: 'simulationChanged', simulation });
      };
      if (asked === undefined) return tell(undefined);
      // An earlier result stays in sight until the new one is there.
      if (this.parts.state().simulation?.kind !== 'ready') tell({ kind: 'loading' });
      await report(this.simulateBoth(asked), tell);
    });
  }

  private async simulateBoth({ subject, mine, candidate }: SimulationAsked): Promise<Simulation> {
    const { host } = this.parts;
    const startedAt = performance.now();
    const [first, second] = await Promise.all([
      host.ask({ type: 'simulate', subject, options: mine }),
      host.ask({ type: 'simulate', subject, options: candidate }),
    ]);
    return { mine: first, candidate: second, tookMs: performance.now() - startedAt };
  }

  private compare(state: PanelState): void {
    const asked = conversationTrialAsked(state);
    const newest = allExchanges(state).find(({ conversation }) => conversation === asked?.conversation)?.id;
    const key = keyOf(asked, { ...runningSettings(state), newest });
    this.compared.settle(key, simulateDelayMs, async isCurrent => {
      if (asked !== undefined) await this.compareConversation(asked, isCurrent);
    });
  }

  private async compareConversation(asked: ConversationTrialAsked, isCurrent: () => boolean): Promise<void> {
    const { host, happen, state } = this.parts;
    const tell = (trial: PanelState['conversationTrial']): void => {
      if (isCurrent()) happen({ type: 'conversationTried', trial });
    };
    const shown = state().conversationTrial;
    const isOther = shown?.kind !== 'ready' || shown.value.conversation !== asked.conversation;
    if (isOther) tell({ kind: 'loading' });
    await report(host.ask({ type: 'conversationTrial', ...asked }), tell);
  }

  /** A report is made again for every new scope and every new request; the earlier one stays in sight meanwhile. */
  private async report(state: PanelState): Promise<void> {
    const scope = reportScope(state.arrangement, startOfDay(Date.now()));
    const key = `${JSON.stringify(scope)}:${allExchanges(state)[0]?.id ?? ''}`;
    if (key === this.reported) return;
    this.reported = key;
    const tell = (report: Loadable<Report>): void => {
      if (key === this.reported) this.parts.happen({ type: 'reportChanged', report });
    };
    if (state.report?.kind !== 'ready') tell({ kind: 'loading' });
    try {
      tell(ready(await this.parts.host.ask({ type: 'report', ...scope })));
    } catch (error) {
      tell(failed(error));
      this.reported = '';
    }
  }
}

/** What a question depends on: not only on what it says, but also on how the engine is set while it answers. */
function keyOf(asked: object | undefined, settings: object): string {
  return asked === undefined ? '' : JSON.stringify([asked, settings]);
}

/** Does something for the newest key, once it has stood for a while. What failed is done again when it is asked for again. */
class Latest {
  private key: string | undefined = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  settle(key: string, delayMs: number, work: (isCurrent: () => boolean) => Promise<void>): void {
    if (key === this.key) return;
    this.key = key;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const isCurrent = (): boolean => key === this.key;
      work(isCurrent).catch(() => {
        if (isCurrent()) this.forget();
      });
    }, delayMs);
  }

  forget(): void {
    clearTimeout(this.timer);
    this.key = undefined;
  }
}
