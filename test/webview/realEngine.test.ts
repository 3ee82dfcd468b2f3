import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { HistoryJob } from '../../src/shared/history.ts';
import type { BlockView, Overview } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail, ExchangeSummary, MeasuredSaving } from '../../src/shared/records.ts';
import { onOneScale } from '../../webview/model/oneScale.ts';
import { exactNumber, percent, shortMs, shortTokens, usd } from '../../webview/text/format.ts';
import { EngineLab, eventually, query } from '../process/engineLab.ts';
import { findChromium, launchBrowser } from './browser.ts';
import { playDemo, playTask, type RecordedEngine, recorded, servedPanel, startRecorded } from './recordedTraffic.ts';

const chromium = findChromium();

/** A row of the table `exchanges`, read behind the engine's back. */
interface StoredRow {
  readonly id: string;
  readonly summary: string;
  readonly waste_tokens: number;
  readonly tokens_after: number;
  readonly tokens_saved: number;
  readonly saved_usd: number;
  readonly prompt: number;
}

/** The demo's conversation goes through the real engine once; every test reads the same panel and the same rows. */
describe.skipIf(chromium === undefined)('the Context MRI on recorded traffic', { timeout: 60_000 }, () => {
  const lab = new EngineLab();
  let engine: RunningEngine;
  let browser: Browser;
  /** Newest first. */
  let rows: readonly StoredRow[];

  beforeAll(async () => {
    const recording = await startRecorded(lab, { page: await servedPanel(lab), flags: ['--mode', 'optimize'] });
    engine = recording.engine;
    await recorded(engine, await playDemo(recording));
    rows = readRows(join(recording.home, 'headroom.db'));
    browser = await launchBrowser(chromium ?? '');
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await lab.stop();
  });

  async function open(arrangement: Readonly<Record<string, unknown>> = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1400 } });
    await page.addInitScript(
      saved => sessionStorage.setItem('headroom.arrangement', saved),
      JSON.stringify(arrangement),
    );
    await page.goto(`http://127.0.0.1:${engine.port}/mri#token=${engine.token}`);
    return page;
  }

  function newest(): ExchangeSummary {
    return JSON.parse(rows[0]?.summary ?? '') as ExchangeSummary;
  }

  test('each line of the list shows the context, waste, cost and net saving of its row', async () => {
    const { conversation } = newest();
    const page = await open({ opened: [`conversation:${conversation}`, `all:${conversation}`] });
    await page
      .locator('.row.level3')
      .nth(rows.length - 1)
      .waitFor();

    const shown = await page
      .locator('.row.level3')
      .evaluateAll(lines =>
        lines.map(line => [...line.querySelectorAll('[role=gridcell]')].map(cell => cell.textContent)),
      );

    const expected = rows.map(row => {
      const { cost } = JSON.parse(row.summary) as ExchangeSummary;
      return {
        context: shortTokens(row.prompt),
        waste: `~${percent(row.waste_tokens / row.tokens_after)}`,
        cost: usd(cost?.total ?? Number.NaN, 3),
        saved: row.tokens_saved === 0 ? '–' : shortTokens(row.tokens_saved),
      };
    });
    expect(shown.map(cells => ({ context: cells[5], waste: cells[6], cost: cells[8], saved: cells[9] }))).toEqual(
      expected,
    );
    await page.close();
  });

  test('the header adds up the savings of the rows and shows the newest context against its window', async () => {
    const page = await open();
    const saved = rows.reduce((sum, row) => sum + row.saved_usd, 0);

    await page.locator('.head').getByText(usd(saved)).first().waitFor();
    const gauge = await page.getByRole('meter').getAttribute('aria-valuenow');

    expect(Number(gauge)).toBe(rows[0]?.prompt);
    expect(await page.locator('.clients').textContent()).toContain(`Claude Code ${rows.length}`);
    await page.close();
  });

  test('the composition gives every token of the request one place', async () => {
    const { id, conversation } = newest();
    const detail = await query<ExchangeDetail>(engine, { type: 'exchange', id });
    const page = await open({ conversation, compositionAs: 'table' });
    await page.locator('.compositionTable tbody tr').first().waitFor();

    const counts = await page.locator('.compositionTable tbody tr td:last-child').allTextContents();

    const counted = detail.blocks.filter(block => block.tokensAfter > 0);
    expect(counts.reduce((sum, each) => sum + Number(each), 0)).toBe(counted.length);
    expect(await page.locator('.hero').textContent()).toBe(
      `~${shortTokens((newest().wasteTokens / newest().tokensAfter) * (rows[0]?.prompt ?? 0))}`,
    );
    await page.close();
  });

  test('each block shows its tokens before and as sent, and its two texts are the stored ones', async () => {
    const { id, conversation } = newest();
    const detail = await query<ExchangeDetail>(engine, { type: 'exchange', id });
    const changed = detail.blocks.filter(block => block.tokensAfter < block.tokensBefore);
    const largest = changed.toSorted((a, b) => b.tokensBefore - a.tokensBefore)[0];
    const block = await query<BlockView>(engine, { type: 'block', exchange: id, position: largest?.position });
    const page = await open({
      conversation,
      request: id,
      block: block.position,
      blocksShown: 'changed',
      diffAs: 'unified',
    });
    await page
      .locator('.blockRows .row')
      .nth(changed.length - 1)
      .waitFor();

    const numbers = await page
      .locator('.blockRows .row')
      .evaluateAll(lines => lines.map(line => [...line.querySelectorAll('.right')].map(cell => cell.textContent)));

    const positions = new Set(changed.map(({ position }) => position));
    const scaled = onOneScale(detail).blocks.filter(({ position }) => positions.has(position));
    expect(numbers).toEqual(
      scaled.map(({ tokensBefore, tokensAfter }) => [`~${exactNumber(tokensBefore)}`, `~${exactNumber(tokensAfter)}`]),
    );
    await page.locator('.blockHead').getByText(block.receipt.reason).waitFor();
    await page
      .getByText(block.after?.split('\n', 1)[0]?.slice(0, 30) ?? '')
      .first()
      .waitFor();
    await page.close();
  });

  test('every figure of the request view is of a stored row, and its parts add up to what the provider counted', async () => {
    const { id, conversation } = newest();
    const detail = await query<ExchangeDetail>(engine, { type: 'exchange', id });
    const prompt = rows[0]?.prompt ?? 0;
    const page = await open({ conversation, request: id });
    await page.locator('.blockRows .row').first().waitFor();

    const sent = await page.locator('.beforeAfter .num').last().textContent();
    const lines = await readBlockRows(page);

    expect(sent).toContain(`${exactNumber(prompt)} measured by the provider`);
    const counted = lines.reduce((sum, { before, after }) => sum + (after ?? before), 0);
    expect(counted).toBe(prompt);
    const { hot, rewritten, fresh } = detail.cache ?? { hot: 0, rewritten: 0, fresh: 0 };
    expect(hot + rewritten + fresh).toBe(prompt);
    const strip = await page.locator('.cacheLabels').textContent();
    for (const part of [hot, fresh]) expect(strip).toContain(shortTokens(part));
    const { usage, cost, timings } = detail;
    const head = await page.locator('.requestHead').textContent();
    for (const figure of [usage?.cacheRead, usage?.input, usage?.output]) {
      expect(head).toContain(exactNumber(figure ?? Number.NaN));
    }
    expect(head).toContain(usd(cost?.total ?? Number.NaN, 3));
    expect(head).toContain(shortMs(timings.addedMs));
    await page.close();
  });

  test('all changes of a request are copied as one diff', async () => {
    const { id, conversation } = newest();
    const { receipts } = await query<ExchangeDetail>(engine, { type: 'exchange', id });
    const page = await open({ conversation, request: id });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await page.getByRole('button', { name: 'Copy all changes as one diff' }).click();
    await page.getByRole('button', { name: 'Copied as one diff' }).waitFor();

    const diff = await page.evaluate(() => navigator.clipboard.readText());
    for (const { block, transform, reason } of receipts.filter(receipt => receipt.transform !== 'none')) {
      expect(diff).toContain(`--- a/block-${block}\n+++ b/block-${block}\n`);
      expect(diff).toContain(`${transform}: ${reason}`);
    }
    await page.close();
  });

  test('the report adds the rows up, and leaves as one HTML file', async () => {
    const page = await open({ lens: 'report' });
    const cost = rows.reduce((sum, row) => sum + ((JSON.parse(row.summary) as ExchangeSummary).cost?.total ?? 0), 0);
    await page.locator('.reportSums').getByText(usd(cost)).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save HTML' }).click(),
    ]);

    const html = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toMatch(/^headroom-\d{4}-\d\d-\d\d-all-conversations\.html$/);
    expect(html).toContain(`${usd(cost)} <small>measured</small>`);
    expect(html).toContain(`${rows.length} requests in 1 conversation`);
    await page.close();
  });

  test('recorded traffic is tried as the client sent it, and optimize is cheaper than that and breaks nothing', async () => {
    await query(engine, { type: 'trial', source: 'recorded', days: 7 });
    const job = await eventually(async () => {
      const now = await query<HistoryJob>(engine, { type: 'job' });
      return now.state === 'running' ? undefined : now;
    });

    const [untouched, ...profiles] = job.result?.rows ?? [];
    const sent = rows.reduce((sum, { prompt }) => sum + prompt, 0);
    expect(job).toMatchObject({ state: 'done', requests: rows.length });
    expect(untouched?.tokens).toBeGreaterThan(sent);
    for (const row of profiles) {
      expect(row.usd + row.fetchUsd).toBeLessThan(untouched?.usd ?? 0);
      expect(row.breaks).toBe(0);
    }
  });

  test('what conversations held out have measured stands in the header line and in the report, as the engine tells it', async () => {
    const held = await startRecorded(lab, {
      page: await servedPanel(lab),
      flags: ['--mode', 'optimize', '--assume-retrieval', '--hold-out-share', '0.5'],
    });
    const saving = await measureSaving(held);
    const told = [saving.share, saving.low, saving.high].map(percent);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${held.engine.port}/mri#token=${held.engine.token}`);

    await page.getByText(`Saved against untouched ${told[0]} ${told[1]} to ${told[2]}`).waitFor();
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByText(`${told[0]} of the bill, ${told[1]} to ${told[2]} with 95 % confidence`).waitFor();
    await page.getByText(`(${saving.treated} against ${saving.untouched} conversations)`).waitFor();
    await page.close();
  });

  test('simulating the recorded request again with the running options changes the same blocks', async () => {
    const { id, conversation } = newest();
    const detail = await query<ExchangeDetail>(engine, { type: 'exchange', id });
    const changed = detail.blocks.filter(block => block.replacementHash !== undefined);
    const page = await open({ conversation, request: id, lens: 'simulate' });

    await page.getByText(`${changed.length} of ${detail.blocks.length} blocks change`).waitFor();

    await page.close();
  });
});

/** Thirty short conversations, of which the engine leaves about half untouched. */
async function measureSaving(held: RecordedEngine): Promise<MeasuredSaving> {
  for (let task = 0; task < 30; task++) await playTask(held, task);
  return eventually(async () => {
    const { measuredSaving } = await query<Overview>(held.engine, { type: 'overview' });
    const counted = (measuredSaving?.treated ?? 0) + (measuredSaving?.untouched ?? 0);
    return counted === 30 ? measuredSaving : undefined;
  });
}

/** Tokens of every line of the block list; only those in sight are in the document, so it is scrolled through. */
async function readBlockRows(page: Page): Promise<readonly { readonly before: number; readonly after?: number }[]> {
  const found = new Map<string, { before: number; after?: number }>();
  const numberOf = (text = ''): number => Number(text.replace(/[~,]/g, ''));
  for (let last = -1; last < found.size; ) {
    last = found.size;
    const cells = await page
      .locator('.blockRows .row')
      .evaluateAll(lines => lines.map(line => [...line.querySelectorAll('.num')].map(cell => cell.textContent ?? '')));
    for (const [number = '', before, after] of cells) {
      found.set(number, { before: numberOf(before), ...(after !== '=' && { after: numberOf(after) }) });
    }
    await page.locator('.blockRows').evaluate(list => {
      list.scrollTop += list.clientHeight;
    });
    await page.waitForTimeout(100);
  }
  return [...found.values()];
}

function readRows(path: string): readonly StoredRow[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database
      .prepare(
        `SELECT id, summary, waste_tokens, tokens_after, tokens_saved, saved_usd,
                usage_input + usage_cache_read + usage_cache_write_5m + usage_cache_write_1h AS prompt
           FROM exchanges ORDER BY place DESC`,
      )
      .all() as unknown as readonly StoredRow[];
  } finally {
    database.close();
  }
}
