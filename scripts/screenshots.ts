import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { findChromium, launchBrowser } from '../test/webview/browser.ts';
import { FakeEngine } from '../test/webview/fakeEngine.ts';
import { now, overviewOf, requestWithPicture, type Scenario, workingDay } from '../test/webview/fixtures.ts';

// Makes media/screenshots/*.png: every view in the themes and widths that it must look right in. `node scripts/screenshots.ts [name…]`

const out = process.env.SHOTS ?? 'media/screenshots';

interface Shot {
  readonly name: string;
  readonly themes: readonly string[];
  readonly arrangement?: Readonly<Record<string, unknown>>;
  readonly scenario?: 'empty' | 'stopped' | 'budget';
  /** The job that runs, or ran last. */
  readonly job?: 'import' | 'trial' | 'trialDone';
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const conversation = { conversation: 'flaky' };
const request = { ...conversation, request: 'flaky-35', block: 64 };
const simulation = {
  source: 'exchange',
  text: '',
  model: '',
  profile: 'agent-90',
  draft: { minTokensToCompress: '400' },
};

const week = { lens: 'simulate', simulation: { ...simulation, draft: {}, profile: undefined, source: 'week' } };
const turns = { ...conversation, lens: 'simulate', simulation: { ...simulation, source: 'conversation' } };

const shots: readonly Shot[] = [
  {
    name: 'list',
    themes: ['dark', 'light', 'hc'],
    arrangement: { opened: ['conversation:flaky'], activeRow: 'exchange:flaky-48' },
  },
  { name: 'conversation', themes: ['dark', 'light', 'hc', 'hcl'], arrangement: conversation, height: 835 },
  {
    name: 'conversation-table',
    themes: ['dark'],
    arrangement: { ...conversation, compositionAs: 'table', wasteUnit: 'money' },
  },
  { name: 'conversation-wide', themes: ['dark'], arrangement: conversation, width: 1600, height: 1000 },
  { name: 'conversation-narrow', themes: ['dark', 'light'], arrangement: conversation, width: 400, height: 1500 },
  { name: 'list-narrow', themes: ['dark'], arrangement: { opened: ['conversation:flaky'] }, width: 380, height: 800 },
  { name: 'request', themes: ['dark', 'light', 'hc'], arrangement: request },
  {
    name: 'request-unified',
    themes: ['light'],
    arrangement: { ...request, diffAs: 'unified', blocksShown: 'changed' },
  },
  { name: 'request-narrow', themes: ['dark'], arrangement: request, width: 400, height: 1600 },
  { name: 'simulate', themes: ['dark', 'light', 'hc'], arrangement: { ...conversation, lens: 'simulate', simulation } },
  {
    name: 'simulate-narrow',
    themes: ['dark'],
    arrangement: { ...conversation, lens: 'simulate', simulation },
    width: 400,
    height: 1800,
  },
  { name: 'report', themes: ['dark', 'light', 'hc'], arrangement: { lens: 'report' } },
  { name: 'report-narrow', themes: ['dark'], arrangement: { lens: 'report' }, width: 400, height: 1400 },
  { name: 'empty', themes: ['dark', 'light', 'hc'], scenario: 'empty' },
  { name: 'empty-importing', themes: ['dark'], scenario: 'empty', job: 'import' },
  { name: 'empty-narrow', themes: ['dark'], scenario: 'empty', width: 400, height: 900 },
  { name: 'trial', themes: ['dark', 'light', 'hc'], arrangement: week, job: 'trialDone' },
  { name: 'trial-running', themes: ['dark'], arrangement: week, job: 'trial' },
  { name: 'trial-narrow', themes: ['dark'], arrangement: week, job: 'trialDone', width: 400, height: 1000 },
  { name: 'turns', themes: ['dark', 'light', 'hc'], arrangement: turns },
  { name: 'turns-narrow', themes: ['dark'], arrangement: turns, width: 400, height: 1800 },
  { name: 'list-wide', themes: ['light'], arrangement: { opened: ['conversation:flaky'] }, width: 1600, height: 900 },
  { name: 'request-wide', themes: ['dark'], arrangement: request, width: 1600, height: 900 },
  {
    name: 'simulate-wide',
    themes: ['light'],
    arrangement: { ...conversation, lens: 'simulate', simulation },
    width: 1600,
    height: 900,
  },
  { name: 'report-wide', themes: ['dark'], arrangement: { lens: 'report' }, width: 1600, height: 900 },
  { name: 'search', themes: ['dark'], arrangement: { search: 'text:npm' } },
  {
    name: 'tools',
    themes: ['light'],
    arrangement: conversation,
    act: page =>
      page
        .getByRole('button', { name: /^MCP github/ })
        .first()
        .click(),
  },
  {
    name: 'pictures',
    themes: ['dark', 'light'],
    arrangement: { ...conversation, request: requestWithPicture, block: 76 },
  },
  {
    name: 'pictures-narrow',
    themes: ['dark'],
    arrangement: { ...conversation, request: requestWithPicture, block: 76 },
    width: 400,
    height: 1700,
  },
  {
    name: 'alarms',
    themes: ['dark', 'light'],
    scenario: 'budget',
    arrangement: conversation,
    act: page => page.getByRole('button', { name: /^\d more$/ }).click(),
  },
  { name: 'german', themes: ['light'], arrangement: conversation, height: 835, locale: 'de-DE' },
  { name: 'stopped', themes: ['dark'], scenario: 'stopped' },
];

const chromium = findChromium();
if (chromium === undefined) throw new Error('No Chromium was found. Install one, or name it in CHROMIUM.');
await mkdir(out, { recursive: true });
const engine = await FakeEngine.start(workingDay());
const browser = await launchBrowser(chromium);
try {
  const wanted = process.argv.slice(2);
  for (const shot of shots.filter(each => wanted.length === 0 || wanted.includes(each.name))) {
    for (const theme of shot.themes) await takeShot(browser, shot, theme);
  }
} finally {
  await browser.close();
  await engine.stop();
}

async function takeShot(from: Browser, shot: Shot, theme: string): Promise<void> {
  prepare(shot);
  const { width = 1440, height = 800, locale = 'en-US' } = shot;
  const page = await from.newPage({ viewport: { width, height }, locale });
  await page.clock.setFixedTime(now);
  if (shot.arrangement !== undefined) await saveArrangement(page, shot.arrangement);
  page.on('console', message => message.type() === 'error' && console.error(shot.name, message.text()));
  page.on('pageerror', error => console.error(shot.name, error));
  await page.goto(`${engine.url}#token=${engine.token}&theme=${theme}`);
  await page.waitForTimeout(900);
  if (shot.act !== undefined) {
    await shot.act(page);
    await page.waitForTimeout(300);
  }
  // A panel has few colours, so that a palette shows it all in a third of the bytes.
  const picture = sharp(await page.screenshot()).png({ palette: true, effort: 10 });
  await picture.toFile(`${out}/${shot.name}-${theme}.png`);
  await page.close();
}

function prepare(shot: Shot): void {
  const day = workingDay();
  engine.showJob(shot.job);
  if (shot.scenario === undefined) engine.scenario = day;
  else if (shot.scenario === 'budget') engine.scenario = { ...day, overview: busyOverview(day.overview) };
  else {
    const overview = overviewOf([]);
    const status =
      shot.scenario === 'stopped'
        ? {
            ...overview.status,
            state: 'stopped' as const,
            notice: 'Port 8787 is taken by another program (node, process 4121).',
          }
        : { ...overview.status, mode: 'audit' as const };
    const transcripts = {
      folder: '/home/ada/.claude/projects',
      sessions: 23,
      bytes: 48_100_000,
      newestAt: now - 120_000,
    };
    engine.scenario = { exchanges: [], overview: { ...overview, status }, transcripts };
  }
}

/** A budget that is used up, and a price step ahead. */
function busyOverview(overview: Scenario['overview']): Scenario['overview'] {
  const model = overview.priceStep?.model ?? 'claude-opus-4-5-20251101';
  return { ...overview, dailyBudgetUsd: 12, priceStep: { model, above: 134_000, factor: 2 } };
}

async function saveArrangement(page: Page, arrangement: Readonly<Record<string, unknown>>): Promise<void> {
  const saved = JSON.stringify(JSON.stringify(arrangement));
  await page.addInitScript(`sessionStorage.setItem('headroom.arrangement', ${saved})`);
}
