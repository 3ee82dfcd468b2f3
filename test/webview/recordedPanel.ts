import type { Browser, Page } from 'playwright-core';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { ExchangeDetail, ExchangeSummary } from '../../src/shared/records.ts';
import { EngineLab, query } from '../process/engineLab.ts';
import { launchBrowser } from './browser.ts';
import {
  playCacheBreak,
  playCaptures,
  playDemo,
  playPictures,
  type RecordedEngine,
  recorded,
  servedPanel,
  startRecorded,
} from './recordedTraffic.ts';

export interface Opening {
  readonly on?: RunningEngine;
  readonly width?: number;
  /** Further parts of the address, such as `&theme=hc`. */
  readonly look?: string;
  readonly locale?: string;
}

/** One browser, one engine and one store of recorded traffic, which all tests of a file look at. */
export class RecordedPanel {
  readonly lab = new EngineLab();
  readonly used: RecordedEngine;
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
  readonly #page: URL;
  readonly #browser: Browser;

  static async start(chromium: string, flags: readonly string[] = []): Promise<RecordedPanel> {
    const lab = new EngineLab();
    const page = await servedPanel(lab);
    const used = await startRecorded(lab, { page, flags: ['--mode', 'optimize', ...flags] });
    let requests = 0;
    for (const play of [playPictures, playCaptures, playDemo, playCacheBreak]) requests += await play(used);
    const exchanges = await recorded(used.engine, requests);
    return new RecordedPanel({ lab, page, used, exchanges, browser: await launchBrowser(chromium) });
  }

  private constructor(parts: Pick<RecordedPanel, 'lab' | 'used' | 'exchanges'> & { page: URL; browser: Browser }) {
    this.lab = parts.lab;
    this.used = parts.used;
    this.exchanges = parts.exchanges;
    this.#page = parts.page;
    this.#browser = parts.browser;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.lab.stop();
  }

  get engine(): RunningEngine {
    return this.used.engine;
  }

  /** An engine that nothing went through yet. */
  async unused(environment: Readonly<Record<string, string>>): Promise<RunningEngine> {
    return (await startRecorded(this.lab, { page: this.#page, environment })).engine;
  }

  async open(arrangement: Readonly<Record<string, unknown>> = {}, opening: Opening = {}): Promise<Page> {
    const { on = this.engine, width = 1440, look = '', locale = 'en-US' } = opening;
    const page = await this.#browser.newPage({ viewport: { width, height: 1300 }, locale });
    // Optimize asks for consent once.
    page.on('dialog', dialog => dialog.accept());
    await page.addInitScript(saved => {
      if (sessionStorage.getItem('headroom.arrangement') === null)
        sessionStorage.setItem('headroom.arrangement', saved);
    }, JSON.stringify(arrangement));
    await page.goto(`http://127.0.0.1:${on.port}/mri#token=${on.token}${look}`);
    return page;
  }

  newestOf(pick: (exchange: ExchangeSummary) => boolean): ExchangeSummary {
    const found = this.exchanges.find(pick);
    if (found === undefined) throw new Error('This was not recorded.');
    return found;
  }

  /** The last request of the demo, whose conversation holds every kind of tool result. */
  get demo(): ExchangeSummary {
    return this.newestOf(({ title }) => title.startsWith('Customers from the UK'));
  }

  get broken(): ExchangeSummary {
    return this.newestOf(({ cache }) => (cache?.rewritten ?? 0) > 0);
  }

  detail(id: string): Promise<ExchangeDetail> {
    return query(this.engine, { type: 'exchange', id });
  }
}

/** Where the panel stands when it shows a request. */
export function placeOf({ conversation, id }: ExchangeSummary) {
  return { conversation, request: id };
}
