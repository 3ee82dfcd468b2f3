import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actingOptionNames } from '../../src/shared/options.ts';
import type { ExchangePage, Overview, SimulationView } from '../../src/shared/panelProtocol.ts';
import type { Report } from '../../src/shared/report.ts';
import { outsideSimulation } from '../../webview/model/optionFields.ts';
import { shortTokens, usd } from '../../webview/text/format.ts';
import { query } from '../process/engineLab.ts';
import { findChromium } from './browser.ts';
import { findBarriers } from './findBarriers.ts';
import { placeOf, RecordedPanel } from './recordedPanel.ts';
import { playCacheBreak } from './recordedTraffic.ts';

const chromium = findChromium();

/** The other half of the list: see `points.test.ts`. */
describe.skipIf(chromium === undefined)('the Context MRI, points 8 to 12', { timeout: 60_000 }, () => {
  let panel: RecordedPanel;

  beforeAll(async () => {
    panel = await RecordedPanel.start(chromium ?? '');
  }, 120_000);

  afterAll(() => panel?.stop());

  const overview = () => query<Overview>(panel.engine, { type: 'overview' });
  const simulateDemo = (options: object): Promise<SimulationView> =>
    query(panel.engine, { type: 'simulate', subject: { kind: 'exchange', id: panel.demo.id }, options });

  test('8 · simulate: every option is a control, two settings stand side by side, and one step makes B the running one', async () => {
    const page = await panel.open({ ...placeOf(panel.demo), lens: 'simulate' });
    await page.locator('.hero').waitFor();
    const tried = actingOptionNames.filter(name => !outsideSimulation.includes(name));
    expect(await page.locator('.option').count()).toBe(tried.length);

    await page.getByRole('radio', { name: 'agent-90' }).click();
    await page.getByRole('columnheader', { name: 'B: this setting' }).waitFor();
    const [a, b] = await Promise.all([simulateDemo({}), simulateDemo({ savingsProfile: 'agent-90' })]);
    const cells = () =>
      page
        .getByRole('row', { name: /Context of this request/ })
        .getByRole('cell')
        .allTextContents();
    await expect
      .poll(cells)
      .toEqual([
        'Context of this request',
        ...[a.tokensBefore, a.tokensAfter, b.tokensAfter].map(tokens => `~${shortTokens(tokens)} tok`),
        shortTokens(b.tokensAfter - a.tokensAfter),
      ]);

    await page.getByRole('button', { name: 'Apply as my settings' }).click();
    await page.getByText('Applied: Profile.').waitFor();
    expect((await overview()).status.profile).toBe('agent-90');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    expect((await overview()).status.profile).toBe('balanced');
    await page.close();
  });

  test('8 · simulate on a whole conversation: turn by turn, and no cache break by us', async () => {
    const simulation = { source: 'conversation', profile: 'agent-90' };
    const page = await panel.open({ ...placeOf(panel.demo), lens: 'simulate', simulation });
    const turns = panel.exchanges.filter(({ conversation }) => conversation === panel.demo.conversation).length;

    await page.getByText(`tokens fewer with B, over ${turns} requests`).waitFor({ timeout: 30_000 });

    const breaks = page.getByRole('row', { name: /Cache breaks we cause/ }).getByRole('cell');
    expect(await breaks.allTextContents()).toEqual(['Cache breaks we cause', '0', '0', '0']);
    await page.close();
  });

  test('8 · simulate on a pasted text: whatever it is, with tokens, money and diffs', async () => {
    const page = await panel.open({ lens: 'simulate', simulation: { source: 'text' } });
    const log = await readFile(new URL('../../scripts/demo/recording/npm-test.txt', import.meta.url), 'utf8');
    await page.getByRole('textbox', { name: 'Text to simulate' }).fill(log);

    await page.getByText('tokens fewer with this request').waitFor();
    await page.getByText(/[1-9]\d* of \d+ blocks change/).waitFor();
    await page.getByRole('region', { name: 'Difference between the original and what was sent' }).waitFor();
    await page.close();
  });

  test('9 · the report leaves as HTML that needs nothing else, as JSON and as CSV, with the sums of the rows', async () => {
    const page = await panel.open({ lens: 'report' });
    const cost = panel.exchanges.reduce((sum, exchange) => sum + (exchange.cost?.total ?? 0), 0);
    await page.locator('.reportSums').getByText(usd(cost)).waitFor();

    const html = await saved(page, 'Save HTML');
    const json: Report = JSON.parse(await saved(page, 'Save JSON'));
    const csv = await saved(page, 'Save CSV');

    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="?http/);
    expect(html).toContain(usd(cost));
    expect(json.cost.measured + json.cost.estimated).toBeCloseTo(cost, 9);
    expect(csv.trim().split('\n')).toHaveLength(panel.exchanges.length + 1);
    await page.close();
  });

  test('9 · one conversation leaves redacted, and another panel opens it', async () => {
    const page = await panel.open({ lens: 'report', conversation: panel.demo.conversation });
    const file = await saved(page, 'Save conversation, redacted');
    const other = await panel.unused({ CLAUDE_CONFIG_DIR: await panel.lab.home() });
    const there = await panel.open({}, { on: other });
    const chooser = there.waitForEvent('filechooser');
    await there.getByRole('button', { name: 'Open a saved conversation…' }).click();
    await (await chooser).setFiles({ name: 'c.json', mimeType: 'application/json', buffer: Buffer.from(file) });

    await there.getByText('From a saved file: names and texts are blanked').waitFor();
    const { exchanges } = await query<ExchangePage>(other, { type: 'exchanges', limit: 100 });
    expect(exchanges[0]?.tokensAfter).toBe(panel.demo.tokensAfter);
    expect(file).not.toContain('invoice');
    await Promise.all([page.close(), there.close()]);
  });

  const places = {
    list: () => ({}),
    conversation: () => ({ conversation: panel.demo.conversation }),
    request: () => ({ ...placeOf(panel.broken), block: 42 }),
    simulate: () => ({ ...placeOf(panel.demo), lens: 'simulate' }),
    report: () => ({ lens: 'report' }),
  };

  test.each([
    ['dark', 400, ['conversation', 'request']],
    ['light', 1600, ['report', 'simulate']],
    ['hc', 400, ['list', 'simulate']],
    ['hcl', 1600, ['conversation', 'request']],
  ] as const)(
    '10 · craft: in %s at %i px nothing overflows, and axe finds nothing serious in %j',
    async (theme, width, views) => {
      for (const name of views) {
        const page = await panel.open(places[name](), { width, look: `&theme=${theme}` });
        await page.waitForFunction(() => {
          const main = document.querySelector('main');
          return main?.firstElementChild != null && main.querySelector('.skeleton') === null;
        });

        expect([name, await fieldColours(page)]).toEqual([name, []]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect([name, overflow, await findBarriers(page)]).toEqual([name, 0, []]);
        await page.close();
      }
    },
  );

  test('10 · craft: a keyboard alone leads from the list to a block and back, and a reload keeps the place', async () => {
    const page = await panel.open();
    await page.getByRole('row', { name: /Are the tests complete|Review what I changed/ }).waitFor();
    const keys = async (...names: readonly string[]): Promise<void> => {
      for (const name of names) await page.keyboard.press(name);
    };
    await page.getByRole('treegrid').focus();
    await keys('Home', 'ArrowDown', 'Enter');
    await page.getByRole('slider').focus();
    await keys('End', 'Enter');
    await page.getByRole('grid', { name: 'Blocks' }).focus();
    await keys('End');
    await page.getByRole('heading', { name: /^Block \d+: / }).waitFor();
    const place = await page.getByRole('heading', { name: /^Block \d+: / }).textContent();

    await page.reload();
    expect(await page.getByRole('heading', { name: /^Block \d+: / }).textContent()).toBe(place);
    await keys('Escape', 'Escape', 'Escape', '2');
    await page.getByRole('heading', { name: 'Simulate on' }).waitFor();
    await page.close();
  });

  test('10 · craft: it speaks German where the browser does', async () => {
    const page = await panel.open({ conversation: panel.demo.conversation }, { locale: 'de-DE' });

    await page.getByText('Alle Unterhaltungen').first().waitFor();
    await page.getByText('Kontext je Anfrage').waitFor();
    await page.close();
  });

  test('12 · browser page: no editor actions, no token in the address, and what is sent now appears by itself', async () => {
    const page = await panel.open({ ...placeOf(panel.demo), block: 60 });
    await page.locator('.blockHead').waitFor();
    expect(page.url()).not.toContain(panel.engine.token);
    for (const name of ['Open in diff editor', 'Open in editor', 'Stop', 'Show the log']) {
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    }
    await page.close();

    const list = await panel.open();
    await list.getByText(`${panel.exchanges.length} requests`).waitFor();
    const requests = panel.exchanges.length + (await playCacheBreak(panel.used));
    await list.getByText(`${requests} requests`).waitFor({ timeout: 5_000 });
    await list.close();
  });
});

/** Fields whose background is not the theme's: the toolkit reads the theme only once it has arrived. */
async function fieldColours(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() => customElements.get('vscode-dropdown') !== undefined);
  return page.evaluate(() => {
    const wanted = document.createElement('i');
    wanted.style.background = 'var(--vscode-dropdown-background)';
    document.body.append(wanted);
    const { backgroundColor } = getComputedStyle(wanted);
    wanted.remove();
    const colours = [...document.querySelectorAll('vscode-dropdown')].map(
      field => getComputedStyle(field).backgroundColor,
    );
    return colours.filter(colour => colour !== backgroundColor);
  });
}

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}
