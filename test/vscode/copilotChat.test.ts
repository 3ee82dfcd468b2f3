import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import type { ExchangePage, PanelQuery } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail, ExchangeSummary } from '../../src/shared/records.ts';
import { jsonRecords, packageVersion } from './agentRequest.ts';
import { CopilotChat, copilotSettings, scenarioEnvironment } from './copilotChat.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`Copilot Chat is not tested here: ${missing}.`);

const overrideKey = 'github.copilot.advanced.debug.overrideCapiUrl';
const loop = (final: string): MockScript => ({ turns: [[{ kind: 'bash', command: 'node runs.mjs' }]], final });

/** The Copilot Chat that comes with the workbench, at a stand-in for its service. Each test goes on where the one before stopped. */
describe.skipIf(missing !== undefined)('Copilot Chat of a real workbench', { sequential: true }, () => {
  let service: MockUpstream;
  let workbench: Workbench;
  let chat: CopilotChat;
  let before = '';

  beforeAll(async () => {
    const programs = await prepareWorkbench();
    const copilot = { defaultModel: 'claude-sonnet-4.6', offersWebSockets: true };
    service = await MockUpstream.start({ script: loop('MOCK-ONE'), copilot });
    workbench = await Workbench.open({
      ...{ programs, vsix, artifacts: join(root, 'test-artifacts') },
      settings: { 'headroom.port': 0, 'headroom.deadlineMs': 20_000, 'headroom.upstreams': { copilot: service.url } },
      userSettings: copilotSettings,
      environment: scenarioEnvironment(service.url),
    });
    // Copilot Chat 0.67 itself puts results of 15 KB into a file and sends only its name.
    writeFileSync(join(workbench.workspace, 'runs.mjs'), `console.log(${JSON.stringify(jsonRecords(20))});\n`);
    chat = await CopilotChat.enable(workbench);
  });

  afterAll(async () => {
    await service?.stop();
    if (workbench === undefined) return;
    const engine = await engineFile();
    await workbench.screenshot('copilot-last');
    // It would write into a folder that is gone.
    if (engine !== undefined) process.kill(Number(engine.pid), 'SIGKILL');
    await workbench[Symbol.asyncDispose]();
  });

  const engineFile = () => readJsonOrUndefined(join(workbench.home, 'engine.json'));
  const settings = (): string => readFileSync(join(workbench.home, '..', 'data', 'User', 'settings.json'), 'utf8');

  async function ask<Answer>(query: PanelQuery): Promise<Answer> {
    const engine = await engineFile();
    const response = await fetch(`http://127.0.0.1:${engine?.port}/headroom/api/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${engine?.token}` },
      body: JSON.stringify(query),
    });
    return JSON.parse(await response.text());
  }

  /** Agent requests that came since `since`, newest first; Copilot asks small models for titles and messages beside them. */
  async function agentExchanges(since: number): Promise<readonly ExchangeSummary[]> {
    const { exchanges } = await ask<ExchangePage>({ type: 'exchanges', limit: 100 });
    return exchanges.filter(({ startedAt, model }) => startedAt >= since && !model.includes('mini'));
  }

  /** Both requests of a tool loop. What is recorded comes after what is answered. */
  async function toolLoop(since: number): Promise<readonly ExchangeSummary[]> {
    await expect.poll(async () => (await agentExchanges(since)).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    return agentExchanges(since);
  }

  test('is connected in one choice, by a setting of the user that takes effect at once', async () => {
    await expect.poll(() => workbench.statusItem().textContent(), { timeout: 90_000 }).toContain('Headroom stopped');
    await workbench.runCommand('Start Proxy');
    await expect.poll(engineFile, { timeout: 60_000 }).toBeDefined();
    // VS Code brings its settings up to date by itself when it starts.
    before = settings();

    await connect('Watch and compress');

    const url = `http://127.0.0.1:${(await engineFile())?.port}/copilot`;
    await expect.poll(settings, { timeout: 30_000 }).toContain(`"${overrideKey}": "${url}"`);
  });

  test('runs a tool loop through the proxy in audit, where every byte stays', async () => {
    const since = Date.now();
    await chat.ask('List the runs');
    await chat.allowUntil('MOCK-ONE');

    const [newest, first] = await toolLoop(since);
    expect(newest).toMatchObject({ client: 'GitHub Copilot', provider: 'copilot', format: 'anthropic', status: 200 });
    expect(newest?.conversation).toBe(first?.conversation);
    // By the session of the window, which each request names.
    expect(newest?.project).toBe('workspace');
    expect(newest?.usage?.cacheRead).toBeGreaterThan(1_000);
    const sent = service.requests.filter(({ path }) => path.endsWith('/v1/messages')).at(-1);
    expect(sent?.body.length).toBe(newest?.requestBytes);
    expect(service.requests.map(({ path }) => path)).toEqual(expect.arrayContaining(['/models', '/auto']));
  });

  test('gets new tool results smaller in optimize', async () => {
    await switchTo('optimize');
    const since = Date.now();
    service.play(loop('MOCK-TWO'));
    await chat.ask('List the runs again');
    await chat.allowUntil('MOCK-TWO');

    const [newest] = await toolLoop(since);
    const detail = await ask<ExchangeDetail>({ type: 'exchange', id: newest?.id ?? '' });
    expect(detail.receipts.find(({ transform }) => transform !== 'none')).toMatchObject({ kind: 'toolResult' });
    expect(detail.tokensAfter).toBeLessThan(detail.tokensBefore);
    console.log(`Copilot Chat in optimize: ${detail.tokensBefore} → ${detail.tokensAfter} tokens`);
  });

  test('speaks over a WebSocket with models that offer one, which is watched', async () => {
    const since = Date.now();
    service.chooseModel('gpt-5.4');
    service.play(loop('MOCK-THREE'));
    await chat.begin();
    await chat.ask('List the runs once more');
    await chat.allowUntil('MOCK-THREE');

    const exchanges = await toolLoop(since);
    expect(service.requests.some(({ method }) => method === 'WS')).toBe(true);
    expect(exchanges[0]).toMatchObject({ format: 'openai-responses', status: 200, path: '/responses' });
    expect(exchanges[0]?.usage?.output).toBeGreaterThan(0);
  });

  test('shows the error of its service, and leaves in the middle of an answer', async () => {
    service.chooseModel('claude-sonnet-4.6');
    const error = { kind: 'error', status: 400, type: 'invalid_request_error', message: 'MOCK-SAYS-NO' } as const;
    service.play({ turns: [[error]], final: '' });
    await chat.begin();
    const since = Date.now();
    await chat.ask('Fail, please');
    await expect.poll(async () => (await agentExchanges(since))[0]?.status, { timeout: 30_000 }).toBe(400);

    service.slowDown(1_500);
    service.play({ turns: [], final: 'MOCK-SLOW' });
    await chat.begin();
    const slowSince = Date.now();
    const asked = service.requests.length;
    await chat.ask('Take your time');
    await expect
      .poll(() => service.requests.slice(asked).some(({ path }) => path.endsWith('/v1/messages')), { timeout: 30_000 })
      .toBe(true);
    await chat.stopAnswer();
    await expect
      .poll(async () => (await agentExchanges(slowSince))[0]?.fault, { timeout: 30_000 })
      .toMatch(/broke off|client left/);
    service.slowDown(0);
  });

  test('Connect a Client proves that it arrives', async () => {
    await workbench.runCommand('Connect a Client');

    const row = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'GitHub Copilot in VS Code' });
    await expect.poll(() => row.innerText()).toMatch(/\d+ exchanges seen from GitHub Copilot since/);
    await workbench.screenshot('copilot-connected');
    await workbench.page.keyboard.press('Escape');
  });

  test('@headroom tells in the chat why its context is full, from what was recorded', async () => {
    await chat.begin();
    await chat.ask('@headroom why is my context full?');

    // Not about the request for this chat's own title, which is newer.
    await expect.poll(() => chat.text(), { timeout: 30_000 }).toMatch(/[\d.]+k tokens.*\(GitHub Copilot, claude-/);
    expect(await chat.text()).toContain('Largest parts');
    await workbench.screenshot('chat-participant');
  });

  test('goes to its own service while a killed engine comes back, and then through it again', async () => {
    const { pid } = (await engineFile()) ?? {};
    const led = settings();

    process.kill(Number(pid), 'SIGKILL');
    const killedAt = performance.now();
    await expect.poll(settings, { timeout: 5_000, interval: 5 }).toBe(before);
    console.log(`Killed engine: Copilot goes to its own service after ${Math.round(performance.now() - killedAt)} ms`);
    await expect.poll(settings, { timeout: 30_000 }).toBe(led);

    expect((await engineFile())?.pid).not.toBe(pid);
  });

  test('tells by telemetry what its requests cost when it goes to its own service', async () => {
    await choose('Watch and compress');
    await expect.poll(settings, { timeout: 20_000 }).toBe(before);
    await connect('Watch by telemetry');
    await expect.poll(settings, { timeout: 20_000 }).toContain('github.copilot.chat.otel.otlpEndpoint');
    await expect.poll(settings, { timeout: 20_000 }).toContain('chat.agentHost.otel.otlpEndpoint');
    await workbench.page.reload();
    await expect.poll(() => workbench.statusItem().textContent(), { timeout: 90_000 }).toContain('optimize');
    service.play(loop('MOCK-TOLD'));
    const since = Date.now();
    await chat.begin();
    await chat.ask('List the runs for the last time');
    await chat.allowUntil('MOCK-TOLD');

    const [told] = await toolLoop(since);
    expect(told).toMatchObject({ client: 'GitHub Copilot', provider: 'copilot', watchedBy: 'telemetry', status: 200 });
    // By the session of the window, which its telemetry names.
    expect(told?.project).toBe('workspace');
    expect(told?.tokensBefore).toBeGreaterThan(1_000);
    expect(told?.usage?.output).toBeGreaterThan(0);
  });

  test('has its settings back when the proxy stops, laid out as VS Code has done since', async () => {
    await workbench.runCommand('Stop Proxy');

    await expect.poll(() => JSON.parse(settings()), { timeout: 20_000 }).toEqual(JSON.parse(before));
    // Terminals that Copilot opened still know the address, so a bare relay stays for them.
    await expect.poll(() => workbench.statusItem().textContent()).toMatch(/relays|stopped/);
  });

  async function connect(level: string): Promise<void> {
    await choose(level);
    // What it sees, what not, and its limits.
    await workbench.screenshot('copilot-explained');
    await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Connect' }).click();
  }

  /** A picker closes when the window turns to something else, as it does while extensions are still starting. */
  async function choose(level: string): Promise<void> {
    const row = workbench.page.locator('.quick-input-list .monaco-list-row');
    for (let attempt = 0; attempt < 5; attempt++) {
      await workbench.runCommand('Connect a Client');
      const copilot = row.filter({ hasText: 'GitHub Copilot in VS Code' });
      const isOpen = await copilot.click({ timeout: 8_000 }).then(
        () => true,
        () => false,
      );
      if (isOpen) return row.filter({ hasText: level }).first().click({ timeout: 15_000 });
    }
    throw new Error('The picker does not stay open.');
  }

  async function switchTo(mode: string): Promise<void> {
    await workbench.runThrough('Switch Mode', [mode]);
    await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Optimize' }).click();
    await expect.poll(() => workbench.statusItem().textContent(), { timeout: 10_000 }).toContain(mode);
  }
});
