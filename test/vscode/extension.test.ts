import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { agentBody, jsonRecords, packageVersion, sendAsAgent } from './agentRequest.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const artifacts = join(root, 'test-artifacts');
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`The real workbench is not tested here: ${missing}.`);

const audited = { prompt: 'Which of the recent runs failed?', callId: 'toolu_audited', result: jsonRecords(60) };
const optimized = { prompt: 'And which runs failed on Monday?', callId: 'toolu_optimized', result: jsonRecords(90) };

/** Each test goes on where the one before it stopped, as a person does. */
describe.skipIf(missing !== undefined)('the packed extension in a real workbench', { sequential: true }, () => {
  let upstream: MockUpstream;
  let workbench: Workbench;
  let baseUrl = '';

  beforeAll(async () => {
    const programs = await prepareWorkbench();
    upstream = await MockUpstream.start({ script: { turns: [], final: 'Run 4017 failed.' } });
    workbench = await Workbench.open({
      programs,
      vsix,
      artifacts,
      // A machine under load is slow, not wrong.
      settings: {
        'headroom.port': 0,
        'headroom.deadlineMs': 10_000,
        'headroom.upstreams': { anthropic: upstream.url },
      },
    });
  });

  afterAll(async () => {
    await upstream?.stop();
    if (workbench === undefined) return;
    const engine = await engineFile();
    await workbench.screenshot('last');
    await workbench[Symbol.asyncDispose]();
    // Only after a failed test: the engine outlives the window by design.
    if (engine !== undefined) process.kill(Number(engine.pid));
  });

  const engineFile = () => readJsonOrUndefined(join(workbench.home, 'engine.json'));
  const statusText = async (): Promise<string> => (await workbench.statusItem().textContent()) ?? '';

  test('it activates in under 50 ms and stays small', async () => {
    await expect.poll(statusText, { timeout: 60_000 }).toContain('Headroom stopped');
    const withLoadingMs = await workbench.activationMs('Headroom: Context MRI');
    const activationMs = Number(/Activated in ([\d.]+) ms/.exec(workbench.extensionLog())?.[1]);

    const megabytes = (statSync(vsix).size / 1e6).toFixed(2);
    console.log(`activate: ${activationMs} ms, with loading the code: ${withLoadingMs} ms; VSIX: ${megabytes} MB`);
    expect(activationMs).toBeLessThan(50);
  });

  test('Start Proxy starts the engine and shows its mode', async () => {
    await workbench.runCommand('Start Proxy');
    await expect.poll(statusText, { timeout: 30_000 }).toContain('audit');
    baseUrl = `http://127.0.0.1:${(await engineFile())?.port}`;

    const health = await fetch(`${baseUrl}/headroom/health`);
    expect(await health.json()).toMatchObject({ product: 'headroom-context-mri', mode: 'audit' });
  });

  test('a terminal opened now leads agents to the engine and keeps its own NO_PROXY', async () => {
    await workbench.runInTerminal('echo "$ANTHROPIC_BASE_URL|$ENABLE_TOOL_SEARCH|$NO_PROXY" > routed.txt');

    const expected = `${baseUrl}/w/workspace|true|intranet.example,127.0.0.1,localhost,::1\n`;
    await expect.poll(() => readWorkspaceFile('routed.txt'), { timeout: 20_000 }).toBe(expected);
  });

  test('an audited request reaches the upstream byte for byte, and the panel shows it', async () => {
    const answer = await sendAsAgent(`${baseUrl}/w/workspace`, audited);
    await workbench.killTerminals();
    await workbench.clearAround();
    await workbench.runCommand('Open Context MRI');

    expect(answer).toContain('message_stop');
    expect(upstream.requests.at(-1)?.body.toString('utf8')).toBe(agentBody(audited));
    const panel = await workbench.webview('#panel *');
    await expect.poll(() => panel.locator('body').innerText(), { timeout: 20_000 }).toContain(audited.prompt);
    await workbench.screenshot('panel-dark');
  });

  test('the side bar lists the conversation, and CLAUDE.md says what it costs', async () => {
    writeFileSync(join(workbench.workspace, 'CLAUDE.md'), '# Rules\n\nUse tabs.\n'.repeat(40));
    await workbench.runCommand('Focus on Context View');
    const rows = workbench.page.locator('.pane-body .monaco-list-row');
    await expect
      .poll(() => rows.allInnerTexts(), { timeout: 20_000 })
      .toContainEqual(expect.stringContaining(audited.prompt));
    await workbench.openFile('CLAUDE.md');

    const lens = workbench.page.locator('.codelens-decoration');
    await expect
      .poll(() => lens.allInnerTexts(), { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/~\d+ tokens in every request/));
    await workbench.screenshot('side-bar-dark');
    await workbench.clearAround();
  });

  test('Switch Mode to optimize makes the next tool result smaller, and its diff opens in an editor', async () => {
    await workbench.runThrough('Switch Mode', ['optimize']);
    // The one consent, before the first request is changed.
    await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Optimize' }).click();
    await expect.poll(statusText, { timeout: 10_000 }).toContain('optimize');
    // The first judgement loads a vocabulary, for which no request waits.
    await expect
      .poll(
        async () => {
          const callId = `toolu_optimized_${upstream.requests.length}`;
          await sendAsAgent(`${baseUrl}/w/workspace`, { ...optimized, callId });
          const sent = upstream.requests.at(-1)?.body.length ?? 0;
          return sent < agentBody({ ...optimized, callId }).length;
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBe(true);

    await expect
      .poll(
        async () => {
          await workbench.runCommand('Open Diff of the Newest Change');
          await workbench.page.waitForTimeout(1_500);
          return workbench.page.locator('.monaco-diff-editor').count();
        },
        { timeout: 40_000, interval: 1_000 },
      )
      .toBeGreaterThan(0);
    await workbench.closeNotifications();
    await workbench.screenshot('diff-dark');
    await expect.poll(statusText, { timeout: 15_000 }).toContain('saved');
  });

  test('the panel follows the colour theme', async () => {
    await workbench.runCommand('Open Context MRI');
    await workbench.page.waitForTimeout(1_500);
    await workbench.screenshot('panel-optimized-dark');
    await workbench.toggleTheme();
    await workbench.screenshot('panel-light');
    await workbench.toggleTheme();

    const panel = await workbench.webview('#panel *');
    await expect.poll(() => panel.locator('body').innerText()).toContain(optimized.prompt);
  });

  test('Simulate Current Prompt opens the panel on the newest request', async () => {
    await workbench.runCommand('Simulate Current Prompt');
    await workbench.page.waitForTimeout(3_000);
    await workbench.screenshot('simulate-dark');

    const panel = await workbench.webview('#panel *');
    await expect.poll(() => panel.locator('body').innerText(), { timeout: 15_000 }).toMatch(/simulate/i);
  });

  test('an engine that is killed comes back on the port that agents know', async () => {
    const before = await engineFile();
    process.kill(Number(before?.pid), 'SIGKILL');

    await expect.poll(async () => (await engineFile())?.pid, { timeout: 15_000 }).not.toBe(before?.pid);
    await expect.poll(() => isHealthy(baseUrl), { timeout: 15_000 }).toBe(true);
    expect((await engineFile())?.port).toBe(before?.port);
    await expect.poll(statusText, { timeout: 10_000 }).toContain('optimize');
  });

  test('Connect a Client leads Claude Code of the folder here', async () => {
    await workbench.runThrough('Connect a Client', ['Claude Code in this workspace', 'Connect']);

    const settings = join('.claude', 'settings.local.json');
    await expect.poll(() => readWorkspaceFile(settings), { timeout: 10_000 }).toContain(`${baseUrl}/w/workspace`);
    await workbench.closeNotifications();
  });

  test('Stop Proxy ends the engine and new terminals know nothing of it', async () => {
    await workbench.runCommand('Stop Proxy');
    await expect.poll(engineFile, { timeout: 20_000 }).toBeUndefined();
    await expect.poll(statusText).toContain('Headroom stopped');
    await expect
      .poll(() => readWorkspaceFile(join('.claude', 'settings.local.json')), { timeout: 10_000 })
      .toBeUndefined();

    await workbench.runInTerminal('echo "[$ANTHROPIC_BASE_URL]" > unrouted.txt');
    await expect.poll(() => readWorkspaceFile('unrouted.txt'), { timeout: 20_000 }).toBe('[]\n');
  });

  function readWorkspaceFile(name: string): string | undefined {
    try {
      return readFileSync(join(workbench.workspace, name), 'utf8');
    } catch {
      return undefined;
    }
  }
});

async function isHealthy(baseUrl: string): Promise<boolean> {
  return fetch(`${baseUrl}/headroom/health`).then(
    response => response.ok,
    () => false,
  );
}
