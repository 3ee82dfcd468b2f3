import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchBrowser } from './browser.ts';
import { FakeEngine } from './fakeEngine.ts';
import { findBarriers } from './findBarriers.ts';
import { heavyMonth, now, overviewOf, requests, workingDay } from './fixtures.ts';
import { openingMs } from './opening.ts';

const chromium = findChromium();
if (chromium === undefined)
  console.warn('The panel is not tried in a browser: no Chromium was found (name one in CHROMIUM).');

describe.skipIf(chromium === undefined)('the Context MRI in a browser', () => {
  let engine: FakeEngine;
  let browser: Browser;

  beforeAll(async () => {
    engine = await FakeEngine.start(workingDay());
    browser = await launchBrowser(chromium ?? '');
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await engine?.stop();
  });

  /** Opens the page on an arrangement and collects everything that the browser complains about. */
  async function open(arrangement: Readonly<Record<string, unknown>> = {}, theme = 'dark') {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints: string[] = [];
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', error => complaints.push(error.message));
    await page.clock.setFixedTime(now);
    await page.addInitScript(saved => {
      if (sessionStorage.getItem('headroom.arrangement') === null)
        sessionStorage.setItem('headroom.arrangement', saved);
    }, JSON.stringify(arrangement));
    await page.goto(`${engine.url}#token=${engine.token}&theme=${theme}`);
    return { page, complaints };
  }

  const request35 = { conversation: 'flaky', request: 'flaky-35', block: 64 };

  test('the list leads to a conversation, a request and a block, and Escape leads back', async () => {
    const { page, complaints } = await open();
    await page.getByRole('row', { name: /Fix the flaky invoice tests/ }).click();
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    expect(await page.getByRole('slider').getAttribute('aria-valuenow')).toBe('1');
    await page.keyboard.press('End');
    expect(await page.getByRole('slider').getAttribute('aria-valuenow')).toBe(String(requests));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Request ${requests}` }).waitFor();
    await page.getByRole('row', { name: /Bash npm test.*test log/ }).click();
    await page.getByText('212 of 227 lines omitted').first().waitFor();
    for (let level = 0; level < 3; level += 1) await page.keyboard.press('Escape');
    await page.getByRole('treegrid').waitFor();

    expect(complaints).toEqual([]);
    await page.close();
  });

  test('the token leaves the address bar, and a reload keeps the place', async () => {
    const { page } = await open(request35);
    await page.getByRole('heading', { name: 'Request 35' }).waitFor();
    await page.keyboard.press('d');

    await page.reload();

    await page.getByRole('radio', { name: 'Unified', checked: true }).waitFor();
    expect(page.url()).not.toContain(engine.token);
    await page.close();
  });

  test('a cache break is told in words, with its price and who did it', async () => {
    const { page } = await open(request35);

    const verdict = await page.locator('.verdict').textContent();

    expect(verdict).toContain('The tools came in another order.');
    expect(verdict).toContain('The client did this, not Headroom.');
    expect(await page.locator('.usageLine').textContent()).toMatch(/of it \$0\.\d\d for rewriting after the break/);
    await page.close();
  });

  test('what a request costs in waste counts every token once, and no break that is long paid', async () => {
    const { page } = await open({ conversation: 'flaky', scrubbed: 'flaky-35' });
    const { wasteCost = 0 } = workingDay().exchanges.find(({ id }) => id === 'flaky-35') ?? {};

    await page.getByText(`~$${wasteCost.toFixed(4)} with each request.`).waitFor({ timeout: 4000 });

    await page.close();
  });

  test('an option of the Simulate lens changes the result at once; a misfit says what would fit', async () => {
    const { page, complaints } = await open({ lens: 'simulate', conversation: 'flaky' });
    await page.locator('.hero').waitFor();
    const before = await page.locator('.hero').textContent();
    const field = page.getByRole('textbox', { name: 'Smallest block, tok' });

    await field.fill('7000');
    await page.getByText('B: this setting').waitFor({ timeout: 4000 });
    await expect.poll(() => page.locator('.hero').textContent()).not.toBe(before);
    await field.fill('-1');

    await page.getByRole('alert').filter({ hasText: 'a whole number of at least 0' }).waitFor({ timeout: 4000 });
    expect(complaints).toEqual([]);
    await page.close();
  }, 15_000);

  test('the mode switch asks the engine and shows its answer', async () => {
    const { page } = await open();

    await page.getByRole('radio', { name: 'Audit' }).click();

    await page.getByRole('radio', { name: 'Audit', checked: true }).waitFor();
    expect(engine.asked).toContainEqual({ type: 'setMode', mode: 'audit' });
    engine.scenario = workingDay();
    await page.close();
  });

  test('optimize asks once: refused nothing changes, agreed it is never asked again', async () => {
    const { page } = await open();
    const isAsked = () => engine.asked.some(query => query.type === 'setMode' && query.mode === 'optimize');
    const answers = [false, true];
    page.on('dialog', dialog => (answers.shift() === true ? dialog.accept() : dialog.dismiss()));
    await page.getByRole('radio', { name: 'Audit' }).click();
    await page.getByRole('radio', { name: 'Audit', checked: true }).waitFor();

    await page.getByRole('radio', { name: 'Optimize' }).click();
    await page.getByRole('radio', { name: 'Audit', checked: true }).waitFor();
    const whenRefused = isAsked();
    await page.getByRole('radio', { name: 'Optimize' }).click();
    await page.getByRole('radio', { name: 'Optimize', checked: true }).waitFor();
    await page.getByRole('radio', { name: 'Audit' }).click();
    await page.getByRole('radio', { name: 'Audit', checked: true }).waitFor();
    await page.getByRole('radio', { name: 'Optimize' }).click();
    await page.getByRole('radio', { name: 'Optimize', checked: true }).waitFor();

    expect([whenRefused, isAsked(), answers.length]).toEqual([false, true, 0]);
    engine.scenario = workingDay();
    await page.close();
  });

  test('a new request waits behind a button while the list is in use, and joins it otherwise', async () => {
    const { page } = await open();
    await page.getByRole('treegrid').hover();
    const newest = workingDay().exchanges[0];
    if (newest === undefined) throw new Error('The day is empty.');

    engine.emit({
      type: 'exchangeRecorded',
      exchange: { ...newest, id: 'live', conversation: 'live', title: 'Just now', startedAt: now },
    });

    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await page.getByRole('row', { name: /Just now/ }).count()).toBe(0);
    await page.keyboard.press('.');
    await page.getByRole('row', { name: /Just now/ }).waitFor();
    await page.close();
  });

  test('ten thousand exchanges need few rows in the document and scroll as two thousand do', async () => {
    const opened = Array.from({ length: 900 }, (_, index) => [
      `conversation:conversation-${index}`,
      `all:conversation-${index}`,
    ]).flat();
    engine.scenario = heavyMonth(2_000);
    const few = await open({ opened });
    await few.page.getByText('2000 requests').waitFor({ timeout: 20_000 });
    const light = await scrollCost(few.page);
    await few.page.close();
    engine.scenario = heavyMonth(10_000);
    const emptyMs = await openingMs(browser, new URL('/favicon.ico', engine.url).href, 'body');
    const openedMs = await openingMs(browser, `${engine.url}#token=${engine.token}`, '.row');
    const { page } = await open({ opened });
    await page.getByText('10000 requests').waitFor({ timeout: 20_000 });

    const rows = await page.locator('.row').count();
    const frame = await scrollCost(page);

    console.info(
      `10,000 exchanges: first rows ${openedMs.toFixed(0)} ms after a new tab began to load, an empty page ${emptyMs.toFixed(0)} ms; ` +
        `${rows} rows in the document; a scroll step costs ` +
        `${frame.mean.toFixed(1)} ms of script, style and layout (mean), ${frame.p95.toFixed(1)} ms (p95), ${(frame.median / light.median).toFixed(2)} times that of 2,000 (median)`,
    );
    engine.scenario = workingDay();
    await page.close();
    expect(rows).toBeLessThan(80);
    // The aim, 8 ms for 95 of 100 steps, is measured above; what holds on any machine is that more rows cost no more.
    expect(frame.median / light.median).toBeLessThan(2.5);
  }, 60_000);

  test('in the editor it speaks by messages only, and a block opens in the diff editor', async () => {
    const page = await browser.newPage();
    await page.clock.setFixedTime(now);
    await page.addInitScript(fakeEditor, { token: engine.token, saved: request35 });
    await page.goto(engine.url);

    await page.getByRole('button', { name: 'Open in diff editor' }).click();

    const actions = await page.evaluate(() => (globalThis as unknown as { actions: readonly unknown[] }).actions);
    expect(actions).toMatchObject([{ type: 'openDiff', title: 'Bash npm test' }]);
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.close();
  });

  test('in the editor an advice that a button can follow has one; the browser page has none', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.clock.setFixedTime(now);
    await page.addInitScript(fakeEditor, { token: engine.token, saved: { conversation: 'flaky' } });
    await page.goto(engine.url);
    const inBrowser = await open({ conversation: 'flaky' });

    await page.getByRole('button', { name: 'Disable…' }).click();

    const actions = await page.evaluate(() => (globalThis as unknown as { actions: readonly unknown[] }).actions);
    expect(actions).toEqual([{ type: 'disableServer', server: 'playwright', project: expect.any(String) }]);
    await inBrowser.page.getByText('What to do').waitFor();
    expect(await inBrowser.page.getByRole('button', { name: 'Disable…' }).count()).toBe(0);
    await Promise.all([page.close(), inBrowser.page.close()]);
  });

  test('an empty engine teaches how to reach it, a stopped one says that agents work on', async () => {
    const overview = overviewOf([]);
    engine.scenario = { exchanges: [], overview };
    const empty = await open();
    await empty.page.getByRole('heading', { name: 'No request seen yet' }).waitFor();
    engine.scenario = { exchanges: [], overview: { ...overview, status: { ...overview.status, state: 'stopped' } } };
    const stopped = await open();

    await stopped.page.getByText('New agent sessions talk to their providers directly').waitFor();

    engine.scenario = workingDay();
    await Promise.all([empty.page.close(), stopped.page.close()]);
  });

  test.each([
    ['the list', {}, 'dark'],
    ['a conversation', { conversation: 'flaky' }, 'light'],
    ['a conversation as a table', { conversation: 'flaky', compositionAs: 'table' }, 'hc'],
    ['a request', request35, 'dark'],
    ['a request', request35, 'hcl'],
    ['simulate', { conversation: 'flaky', lens: 'simulate' }, 'light'],
    ['a report', { lens: 'report' }, 'dark'],
  ])('axe finds nothing serious in %s', async (_, arrangement, theme) => {
    const { page, complaints } = await open(arrangement, theme);
    await page.waitForTimeout(400);

    const serious = await findBarriers(page);

    expect(serious).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

/** Stands in for the editor within the page: keeps the state, records actions, and relays questions as the extension host does. */
function fakeEditor({ token, saved }: { readonly token: string; readonly saved: unknown }): void {
  const actions: unknown[] = [];
  const relay = async (id: number, query: unknown): Promise<void> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch('/headroom/api/query', { method: 'POST', headers, body: JSON.stringify(query) });
    window.postMessage({ type: 'answered', id, answer: await response.json() }, '*');
  };
  Object.assign(globalThis, {
    actions,
    acquireVsCodeApi: () => ({
      getState: () => saved,
      setState: () => {},
      postMessage: (message: { type: string; id: number; query: unknown; action: unknown }) => {
        if (message.type === 'query') void relay(message.id, message.query);
        if (message.type === 'action') actions.push(message.action);
      },
    }),
  });
}

interface ScrollCost {
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
}

/** Milliseconds of script, style and layout that one scroll step of the list costs, as the browser accounts for them. */
async function scrollCost(page: Page): Promise<ScrollCost> {
  const session = await page.context().newCDPSession(page);
  // Time of the page's own thread: what else a busy machine does is none of it.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const counted = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
    return metrics.filter(({ name }) => counted.includes(name)).reduce((sum, { value }) => sum + value * 1000, 0);
  };
  const costs: number[] = [];
  for (let step = 0; step < 60; step += 1) {
    const before = await spent();
    await page.evaluate(async () => {
      const list = document.querySelector('.listRows');
      if (list !== null) list.scrollTop += 700;
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    costs.push((await spent()) - before);
  }
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
  return { mean: costs.reduce((sum, cost) => sum + cost, 0) / costs.length, median: at(0.5), p95: at(0.95) };
}
