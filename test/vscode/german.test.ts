import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { agentBody, jsonRecords, packageVersion, sendAsAgent } from './agentRequest.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`The workbench in German is not tested here: ${missing}.`);

const asked = { prompt: 'Welche der letzten Läufe schlugen fehl?', callId: 'toolu_german', result: jsonRecords(60) };

/** Each test goes on where the one before it stopped. */
describe.skipIf(missing !== undefined)('in a workbench that speaks German', { sequential: true }, () => {
  let upstream: MockUpstream;
  let workbench: Workbench;

  beforeAll(async () => {
    const programs = await prepareWorkbench();
    upstream = await MockUpstream.start({ script: { turns: [], final: 'Lauf 4017.' } });
    workbench = await Workbench.open({
      ...{ programs, vsix, language: 'de', artifacts: join(root, 'test-artifacts') },
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
    const engine = await readJsonOrUndefined(join(workbench.home, 'engine.json'));
    await workbench.screenshot('german-last');
    await workbench[Symbol.asyncDispose]();
    if (engine !== undefined) process.kill(Number(engine.pid));
  });

  const statusText = async (): Promise<string> => (await workbench.statusItem().textContent()) ?? '';

  test('commands, status bar and notifications are German', async () => {
    await expect.poll(statusText, { timeout: 60_000 }).toContain('Headroom gestoppt');

    await workbench.runCommand('Proxy starten');

    await expect.poll(statusText, { timeout: 30_000 }).toContain('audit');
    await workbench.page.getByText('Headroom lauscht auf http://127.0.0.1:').first().waitFor({ timeout: 15_000 });
    await workbench.screenshot('german-started');
  });

  test('the panel tells figures and what the engine says in German', async () => {
    const engine = await readJsonOrUndefined(join(workbench.home, 'engine.json'));
    await sendAsAgent(`http://127.0.0.1:${engine?.port}/w/workspace`, asked);
    await workbench.clearAround();

    await workbench.runCommand('Context MRI öffnen');

    expect(upstream.requests.at(-1)?.body.toString('utf8')).toBe(agentBody(asked));
    const panel = await workbench.webview('#panel *');
    await panel.locator('.row').filter({ hasText: asked.prompt }).first().waitFor({ timeout: 20_000 });
    await panel.locator('.row').filter({ hasText: asked.prompt }).first().click();
    await expect.poll(() => panel.locator('body').innerText(), { timeout: 20_000 }).toContain('Zusammensetzung');
    await workbench.screenshot('german-panel');
    await panel.locator('body').press('Enter');
    await workbench.screenshot('german-request');
  });

  test('the mode picker explains its modes in German', async () => {
    await workbench.runCommand('Modus wechseln');

    await workbench.page.getByText('Headroom: Was darf der Proxy mit Anfragen tun?').waitFor({ timeout: 15_000 });
    await workbench.page.getByText('Nur durchreichen. Nichts wird aufgezeichnet').first().waitFor();
    await workbench.screenshot('german-modes');
    await workbench.page.keyboard.press('Escape');
  });
});
