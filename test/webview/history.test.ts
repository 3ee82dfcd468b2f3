import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchBrowser } from './browser.ts';
import { FakeEngine } from './fakeEngine.ts';
import { findBarriers } from './findBarriers.ts';
import { now, overviewOf, workingDay } from './fixtures.ts';

const chromium = findChromium();
const transcripts = {
  ...{ folder: '/home/ada/.claude/projects', sessions: 23, bytes: 48_100_000, newestAt: now - 60_000 },
};
const empty = { exchanges: [], overview: overviewOf([]), transcripts };
const week = { lens: 'simulate', simulation: { source: 'week' } };
const turns = { lens: 'simulate', conversation: 'flaky', simulation: { source: 'conversation', profile: 'agent-90' } };

describe.skipIf(chromium === undefined)('past conversations in the panel', { timeout: 40_000 }, () => {
  let engine: FakeEngine;
  let browser: Browser;

  beforeAll(async () => {
    engine = await FakeEngine.start(workingDay());
    browser = await launchBrowser(chromium ?? '');
  }, 60_000);

  beforeEach(() => {
    engine.scenario = workingDay();
    engine.showJob(undefined);
    engine.asked.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await engine?.stop();
  });

  async function open(arrangement: Readonly<Record<string, unknown>> = {}, theme = 'dark'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // Optimize asks for consent once.
    page.on('dialog', dialog => dialog.accept());
    await page.clock.setFixedTime(now);
    await page.addInitScript(
      saved => sessionStorage.setItem('headroom.arrangement', saved),
      JSON.stringify(arrangement),
    );
    await page.goto(`${engine.url}#token=${engine.token}&theme=${theme}`);
    return page;
  }

  test('with no traffic yet, the sessions of Claude Code are offered, and one click reads them', async () => {
    engine.scenario = empty;
    const page = await open();
    await page.getByText('Claude Code left 23 sessions on this machine, 48.1 MB').waitFor();

    await page.getByRole('button', { name: 'Show my last 7 days' }).click();

    await page.getByRole('progressbar', { name: 'Reading transcripts' }).waitFor();
    expect(engine.asked).toContainEqual({ type: 'import', days: 7 });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled after 148 requests.').waitFor();
    await page.close();
  });

  test('what an import brought appears by itself, marked as what it is', async () => {
    engine.scenario = empty;
    const page = await open();
    await page.getByRole('button', { name: 'Show my last 7 days' }).click();
    await page.getByRole('progressbar').waitFor();
    const exchanges = workingDay().exchanges.map(exchange => ({ ...exchange, origin: 'messages' as const }));
    engine.scenario = { ...empty, exchanges };

    engine.tellJob({
      ...{ id: 1, kind: 'import', state: 'done', requests: exchanges.length, unreadLines: 0, unreadFiles: 0 },
      conversations: { done: 23, all: 23 },
    });

    await page.getByRole('row', { name: /Fix the flaky invoice tests.*transcript, messages only/ }).click();
    await page.getByText('From a transcript: tools and system not seen.').waitFor();
    expect(await page.getByRole('meter').count()).toBe(0);
    await page.close();
  });

  test('the last week is tried under every profile, and one button uses the best of them', async () => {
    engine.scenario = { ...engine.scenario, transcripts };
    const page = await open(week);

    await page.getByRole('button', { name: 'Try my last week' }).click();
    await page.getByRole('row', { name: /agent-90/ }).waitFor();
    expect(await page.getByRole('row', { name: /^balanced/ }).textContent()).toContain('~$11.96 (31 %)');
    await page.getByRole('button', { name: 'Use this: agent-90' }).click();

    await page.getByText('Mode optimize, profile agent-90.').waitFor();
    expect(engine.asked).toContainEqual({ type: 'trial', source: 'transcripts', days: 7 });
    expect(engine.asked).toContainEqual({ type: 'setMode', mode: 'optimize' });
    expect(engine.asked).toContainEqual({ type: 'setOptions', options: { savingsProfile: 'agent-90' } });
    await page.close();
  });

  test('a trial says how many transcripts it could not read', async () => {
    engine.scenario = { ...engine.scenario, transcripts };
    const page = await open(week);
    await page.getByRole('button', { name: 'Try my last week' }).click();
    await page.getByRole('progressbar').waitFor();

    engine.tellJob({
      ...{ id: 1, kind: 'trial', state: 'done', requests: 0, unreadLines: 0, unreadFiles: 2 },
      conversations: { done: 2, all: 2 },
    });

    await page.getByText('2 transcripts could not be read, or not to their end').waitFor();
    await page.close();
  });

  test('a conversation is replayed turn by turn, and its figures stand beside the chart', async () => {
    const page = await open(turns);

    await page.getByRole('img', { name: 'What would have been sent per request' }).waitFor();

    expect(await page.getByRole('row', { name: /Cost, net of fetches/ }).textContent()).toMatch(/~\$[\d.]+~\$[\d.]+/);
    expect(engine.asked).toContainEqual({
      type: 'conversationTrial',
      conversation: 'flaky',
      options: { savingsProfile: 'agent-90' },
    });
    await page.close();
  });

  test('a setting that was tried is applied in one step, taken back in another, and told as a command', async () => {
    const page = await open({
      ...{ lens: 'simulate', conversation: 'flaky' },
      simulation: { source: 'exchange', draft: { minTokensToCompress: '400' } },
    });
    await page.getByText('headroom proxy --min-tokens-to-compress 400').waitFor();

    await page.getByRole('button', { name: 'Apply as my settings' }).click();
    await page.getByText('Applied: Smallest block, tok.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();

    await page.getByText('Taken back.').waitFor();
    const set = engine.asked.filter(({ type }) => type === 'setOptions');
    expect(set).toEqual([
      { type: 'setOptions', options: { minTokensToCompress: 400 } },
      { type: 'setOptions', options: { minTokensToCompress: null } },
    ]);
    await page.close();
  });

  test('a tool is never touched again after one click, and beside the others that are off', async () => {
    const { overview, exchanges } = workingDay();
    engine.scenario = { exchanges, overview: { ...overview, options: { toolProfiles: { Read: 'off' } } } };
    const page = await open({ conversation: 'flaky', request: 'flaky-35', block: 64 });

    await page.getByRole('button', { name: 'Never touch Bash' }).click();

    await page.getByText('Results of Bash are left alone from now on.').waitFor();
    expect(engine.asked).toContainEqual({
      type: 'setOptions',
      options: { toolProfiles: { Read: 'off', Bash: 'off' } },
    });
    await page.getByText('Touch them again').waitFor();
    await page.close();
  });

  test('what the engine refuses is told, and nothing else breaks', async () => {
    engine.scenario = { ...engine.scenario, transcripts };
    const page = await open(week);
    await page.route('**/headroom/api/query', route =>
      route.request().postData()?.includes('"trial"')
        ? route.fulfill({ status: 409, body: '{"error":{"message":"An import is still running."}}' })
        : route.fallback(),
    );

    await page.getByRole('button', { name: 'Try my last week' }).click();

    await page.getByRole('alert').getByText('An import is still running.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('Running', { exact: true }).waitFor();
    await page.close();
  });

  test.each([
    ['the empty page', {}, 'dark', 'empty'],
    ['the trial', week, 'light', 'trialDone'],
    ['the trial', week, 'hc', 'trial'],
    ['a conversation turn by turn', turns, 'hcl', 'none'],
  ] as const)('axe finds nothing serious in %s', async (_, arrangement, theme, state) => {
    if (state === 'empty') engine.scenario = empty;
    else if (state !== 'none') engine.showJob(state);
    const page = await open(arrangement, theme);
    await page.waitForTimeout(500);

    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });
});
