import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTranscript } from '../../scripts/demo/writeTranscript.ts';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { BlockView, Overview } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail, ExchangeSummary } from '../../src/shared/records.ts';
import { asSentence } from '../../src/shared/sentences/say.ts';
import { exactNumber, percent, shortTokens, usd } from '../../webview/text/format.ts';
import { query } from '../process/engineLab.ts';
import { findChromium } from './browser.ts';
import { findBarriers } from './findBarriers.ts';
import { placeOf, RecordedPanel } from './recordedPanel.ts';

const chromium = findChromium();

/**
 * What the panel promises, point by point, on `/mri` as a browser gets it, over what real clients and tools sent. Points 8 to 12
 * are in `pointsOfUse.test.ts`, what only an editor has (11, 13 and its parts of 6, 7 and 10) in `test/vscode/points.test.ts`.
 */
describe.skipIf(chromium === undefined)('the Context MRI, points 0 to 7', { timeout: 60_000 }, () => {
  let panel: RecordedPanel;
  /** Nothing went through this one, and Claude Code has left a transcript beside it. */
  let unused: RunningEngine;

  beforeAll(async () => {
    panel = await RecordedPanel.start(chromium ?? '', ['--daily-budget-usd', '0.01']);
    const claude = await panel.lab.home();
    await writeTranscript(claude, Date.now());
    unused = await panel.unused({ CLAUDE_CONFIG_DIR: claude });
  }, 120_000);

  afterAll(() => panel?.stop());

  test('0 · insight before any routing: what Claude Code left is shown, and every profile is tried on it', async () => {
    const page = await panel.open({}, { on: unused });
    await page.getByText('Claude Code left 1 session on this machine').waitFor();
    await page.getByRole('button', { name: 'Show my last 7 days' }).click();
    await page.getByRole('row', { name: /The invoice tests fail on CI.*transcript, messages only/ }).waitFor();
    expect(await page.getByRole('meter').count()).toBe(0);

    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.getByRole('combobox', { name: 'Simulate on' }).click();
    await page.getByRole('option', { name: 'My last week' }).click();
    await page.getByRole('button', { name: 'Try my last week' }).click();
    await page
      .getByRole('button', { name: /^Use this: / })
      .first()
      .click({ timeout: 40_000 });

    await page.getByText(/^Mode optimize, profile (lossless|balanced|agent-90)\.$/).waitFor();
    expect((await query<Overview>(unused, { type: 'overview' })).status.mode).toBe('optimize');
    await page.close();
  });

  test('1 · now: who is connected, how full it is, what it saved, what is left, how fast, and everything that needs a person', async () => {
    const { clients, limits, today } = await query<Overview>(panel.engine, { type: 'overview' });
    const page = await panel.open();
    // Both fill while the list is read.
    await expect.poll(() => page.locator('.gaugeCell [role=meter]').count()).toBe(1);
    await expect.poll(() => page.locator('.nowLine').textContent()).toMatch(/First token.*Limit/);

    const head = (await page.locator('.head').textContent()) ?? '';
    const now = (await page.locator('.nowLine').textContent()) ?? '';
    expect(head).toContain('Running');
    expect(await page.getByRole('radio', { name: 'Optimize', checked: true }).count()).toBe(1);
    expect(head).toContain(`${clients[0]?.name} ${clients[0]?.exchanges} and ${clients.length - 1} more`);
    expect(await page.locator('.gaugeCell [role=meter]').getAttribute('aria-valuenow')).toBe(
      promptOf(panel.exchanges[0]),
    );
    expect(head).toContain(`${usd(today.measuredUsd)} measured`);
    expect(now).toMatch(/First token [\d.]+ m?s.* of it ours/);
    expect(now).toMatch(/Tokens per minute ~?[\d.]+k? sent~[\d.]+k? freed/);
    expect(limits.length).toBeGreaterThan(0);
    expect(now).toMatch(/Limit [a-z ]+ \d+ % left until \d\d:\d\d/);
    expect(now).toContain('Budget today');

    await page.getByRole('button', { name: /^\d more$/ }).click();
    const alarms = page.getByRole('list', { name: 'What needs you' }).getByRole('listitem');
    await alarms.filter({ hasText: 'Budget of $0.01 is used up' }).waitFor();
    await alarms
      .filter({ hasText: /Cache broken/ })
      .getByRole('button', { name: 'Show the request' })
      .click();
    await page.getByText('Cache broken.').waitFor();
    await page.close();
  });

  test('2 · the list: projects, conversations, sub-agents; every filter narrows it, also by the texts themselves', async () => {
    const page = await panel.open();
    const count = () => page.locator('.listCount').textContent();
    const search = async (words: string, expected: number): Promise<void> => {
      await page.getByRole('textbox', { name: 'Search' }).fill(words);
      await expect.poll(count, { timeout: 10_000 }).toContain(`, ${expected} request`);
    };
    await page
      .getByRole('row', { name: /Why does the checkout test fail/ })
      .getByRole('button')
      .click();
    await page.getByRole('row', { name: /↳ explore-tests/ }).waitFor();

    await search('client:codex', panel.exchanges.filter(({ client }) => client === 'Codex').length);
    await search('model:gpt-4.1', panel.exchanges.filter(({ model }) => model === 'gpt-4.1').length);
    await search('tool:npm', panel.exchanges.filter(({ latest = '' }) => latest.includes('npm')).length);
    await search('waste:breaks', 1);
    await search('cost:>0.05', panel.exchanges.filter(({ cost }) => (cost?.total ?? 0) >= 0.05).length);
    // Words of a tool result, which stand in no row of the list.
    await search('text:"today is sunday"', 1);

    await page
      .getByText(`“today is sunday” is in 1 request. All ${panel.exchanges.length} requests were looked`)
      .waitFor();
    await page.getByRole('row', { name: /Today is Sunday\. Keep it short/ }).click();
    await page.getByRole('heading', { name: /^Block \d+: / }).waitFor();
    await page.close();
  });

  test('3 · the timeline: scrubbed by keyboard, it says what each request held, added and cost, and where the cache broke', async () => {
    const page = await panel.open({ conversation: panel.demo.conversation });
    const line = panel.exchanges.filter(({ conversation }) => conversation === panel.demo.conversation);
    const slider = page.getByRole('slider');
    await slider.focus();

    for (const [key, number] of [
      ['Home', 1],
      ['ArrowRight', 2],
      ['End', line.length],
    ] as const) {
      await page.keyboard.press(key);
      const exchange = line[line.length - number];
      expect(await slider.getAttribute('aria-valuenow')).toBe(String(number));
      const readout = (await page.locator('.readout').textContent()) ?? '';
      expect(readout).toContain(`${shortTokens(Number(promptOf(exchange)))} tok`);
      expect(readout).toContain(usd(exchange?.cost?.total ?? Number.NaN, 3));
    }
    await page.close();

    const other = await panel.open({ conversation: panel.broken.conversation });
    await other.getByRole('slider').press('Home');
    await other.getByRole('slider').press('n');
    expect(await other.getByRole('slider').getAttribute('aria-valuenow')).toBe('2');
    await other.close();
  });

  test('4 · the composition: every token has a place, down to each tool definition, and a click leads to its block', async () => {
    const { blocks } = await panel.detail(panel.demo.id);
    const page = await panel.open({ conversation: panel.demo.conversation });
    await page.getByRole('button', { name: /^Built-in/ }).click();

    await page.getByText(/^Whole context › Tool definitions › Built-in/).waitFor();
    const definitions = blocks.filter(({ kind, tool = '' }) => kind === 'toolDefinition' && !tool.startsWith('mcp__'));
    await page.getByRole('radio', { name: 'Table' }).click();
    const named = await page.locator('.compositionTable tbody tr .link').allTextContents();
    expect(named.toSorted()).toEqual(definitions.map(({ label }) => label).toSorted());

    const [largest] = definitions.toSorted((a, b) => b.tokensAfter - a.tokensAfter);
    await page.locator('.compositionTable .link').first().click();
    await page.getByRole('heading', { name: `Block ${largest?.position}: ${largest?.label}` }).waitFor();
    await page.close();
  });

  test('5 · waste: tokens, money with each request and money so far, by category; advice ranked by money leads to its block', async () => {
    const { waste } = await panel.detail(panel.demo.id);
    const soFar = sumBy(
      waste.filter(({ category }) => category !== 'cacheBreak'),
      each => each.costSoFar ?? 0,
    );
    const page = await panel.open({ conversation: panel.demo.conversation, wasteUnit: 'money' });
    await page.locator('.wasteTable tbody tr').first().waitFor();

    const rows = await page
      .locator('.wasteTable tbody tr')
      .evaluateAll(lines => lines.map(line => [...line.querySelectorAll('.num')].map(cell => cell.textContent)));
    const titles = await page.locator('.wasteTable tbody button').allTextContents();
    const categories = new Map(soFar.map(([category, sum]) => [category, `~${usd(sum, 3)}`]));
    expect(rows.map(([, second]) => second).toSorted()).toEqual([...categories.values()].toSorted());
    expect(titles).toHaveLength(categories.size);

    const advice = page.locator('.advice li');
    const costs = await advice.locator('.adviceAct .num:first-child').allTextContents();
    const amounts = costs.map(text => Number(/[\d.]+/.exec(text)?.[0]));
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    await advice.getByRole('button').first().click();
    await page.getByRole('heading', { name: /^Block \d+: / }).waitFor();
    await page.close();
  });

  test('5 · waste of a day and of a project stands in the report', async () => {
    const page = await panel.open({ lens: 'report' });
    await page.getByRole('heading', { name: 'All conversations' }).waitFor();
    await page.getByRole('radio', { name: 'Today' }).click();
    const projects = [...new Set(panel.exchanges.map(({ project }) => project))];
    const [project = ''] = projects;
    await page.getByRole('combobox', { name: 'Project' }).click();
    await page.getByRole('option', { name: project, exact: true }).click();

    await page.getByRole('heading', { name: project, exact: true }).waitFor();
    const own = panel.exchanges.filter(each => each.project === project);
    await page.getByText(new RegExp(`^${own.length} requests in `)).waitFor();
    await page.close();
  });

  test('6 · the cache strip: its parts, the forecast and the usage are stored; the first byte leads to what stood there before', async () => {
    const { cache, usage, verdict } = await panel.detail(panel.broken.id);
    const page = await panel.open(placeOf(panel.broken));
    const head = page.locator('.requestHead');
    await head.waitFor();

    const words = (await head.textContent()) ?? '';
    for (const part of [cache?.hot, cache?.rewritten, cache?.fresh, cache?.forecastRead, cache?.forecastWrite]) {
      expect(words).toContain(shortTokens(part ?? Number.NaN));
    }
    expect(words).toContain(`${exactNumber(usage?.cacheRead ?? 0)} read`);
    expect(words).toContain(asSentence(cache?.cause ?? 'no cause'));
    expect(words).toContain(verdict);
    await page
      .getByRole('button', { name: `first difference at byte ${exactNumber(cache?.firstDifference ?? 0)}` })
      .click();

    await page.getByText('What stood here in the request before').waitFor();
    await page
      .getByText(/Keep answers short\./)
      .first()
      .waitFor();
    await page
      .getByText(/Today is Sunday\. Keep it short\./)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Show the block as it was sent' }).click();
    await page.getByText('system text is sacred').waitFor();
    await page.close();
  });

  test('7 · before and after: the reason, the transform, the handle, both ways of a diff, and one diff of all changes', async () => {
    const detail = await panel.detail(panel.demo.id);
    const receipt = detail.receipts.filter(({ handle }) => handle !== undefined)[0];
    const view = await query<BlockView>(panel.engine, { type: 'block', exchange: detail.id, position: receipt?.block });
    const page = await panel.open({ ...placeOf(panel.demo), block: receipt?.block });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await page
      .locator('.blockHead')
      .getByText(receipt?.reason ?? '')
      .waitFor();
    await page.locator('.receiptLine').getByText(`Transform ${receipt?.transform}`).waitFor();
    await page
      .locator('.receiptLine')
      .getByText(receipt?.handle ?? '')
      .waitFor();
    await page.getByRole('radio', { name: 'Unified' }).click();
    await page.getByRole('button', { name: 'Copy original' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(view.before);
    await page.getByRole('button', { name: 'Copy all changes as one diff' }).click();
    await page.getByRole('button', { name: 'Copied as one diff' }).waitFor();
    await page.getByRole('button', { name: `Never touch ${receipt?.tool}` }).click();
    await page.getByText(`Results of ${receipt?.tool} are left alone from now on.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    await page.close();
  });

  test('7 · images side by side: the picture that the client sent beside what the model got of it', async () => {
    const sent = panel.newestOf(({ title }) => title.startsWith('Fix the layout'));
    const picture = (await panel.detail(sent.id)).blocks.find(block => block.picture?.shownAs !== undefined);
    const page = await panel.open({ ...placeOf(sent), block: picture?.position });
    const shown = page.getByRole('img', { name: 'As the client sent it' });
    await shown.waitFor();

    expect(await shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([
      400, 300,
    ]);
    const { width, height } = picture?.picture?.size ?? { width: 0, height: 0 };
    await page.getByText(`As the client sent it · ${width} × ${height}`).waitFor();
    await page.locator('.pictureText').getByText('looks exactly like the one right before it').waitFor();
    await page.getByText(`${percent(picture?.picture?.confidence ?? 0)} sure`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });
});

function promptOf(exchange: ExchangeSummary | undefined): string {
  const { usage } = exchange ?? {};
  return String(
    (usage?.input ?? 0) + (usage?.cacheRead ?? 0) + (usage?.cacheWrite5m ?? 0) + (usage?.cacheWrite1h ?? 0),
  );
}

function sumBy(findings: ExchangeDetail['waste'], figure: (finding: ExchangeDetail['waste'][number]) => number) {
  const sums = new Map<string, number>();
  for (const finding of findings) sums.set(finding.category, (sums.get(finding.category) ?? 0) + figure(finding));
  return [...sums];
}
