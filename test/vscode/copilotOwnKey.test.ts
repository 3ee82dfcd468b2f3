import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { packageVersion } from './agentRequest.ts';
import { CopilotChat, copilotSettings, signedOutEnvironment } from './copilotChat.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`Models of one's own key are not tested here: ${missing}.`);

/** As a person wrote it: VS Code drops the comment as soon as a key is entered, and it must come back all the same. */
const original = '[\n  // no other models yet\n]\n';
const key = 'sk-ant-of-nobody';

/**
 * Nobody is signed in: then Copilot Chat offers custom endpoints at once. With the dummy sign-in of other tests it never
 * does, because it asks for the policy of a token before there is one, and again only when a real account says so.
 */
describe.skipIf(missing !== undefined)("models of a person's own key in a real workbench", { sequential: true }, () => {
  let service: MockUpstream;
  let workbench: Workbench;
  let chat: CopilotChat;

  beforeAll(async () => {
    const programs = await prepareWorkbench();
    service = await MockUpstream.start({
      script: { turns: [[{ kind: 'bash', command: 'ls' }]], final: 'MOCK-OWN-KEY' },
    });
    workbench = await Workbench.open({
      ...{ programs, vsix, artifacts: join(root, 'test-artifacts') },
      settings: { 'headroom.port': 0, 'headroom.upstreams': { anthropic: service.url } },
      userSettings: copilotSettings,
      userFiles: { 'chatLanguageModels.json': original },
      environment: signedOutEnvironment,
    });
    chat = await CopilotChat.enable(workbench);
  });

  afterAll(async () => {
    await service?.stop();
    if (workbench === undefined) return;
    const engine = await engineFile();
    await workbench.screenshot('own-key-last');
    if (engine !== undefined) process.kill(Number(engine.pid), 'SIGKILL');
    await workbench[Symbol.asyncDispose]();
  });

  const engineFile = () => readJsonOrUndefined(join(workbench.home, 'engine.json'));
  const models = (): string => join(workbench.home, '..', 'data', 'User', 'chatLanguageModels.json');
  const row = (text: string) => workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

  test('are added in one choice, which says that this editor wants a reload to notice', async () => {
    await expect.poll(() => workbench.statusItem().textContent(), { timeout: 90_000 }).toContain('Headroom stopped');
    await workbench.runCommand('Start Proxy');
    await expect.poll(engineFile, { timeout: 60_000 }).toBeDefined();

    await chooseOwnKey();
    await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Connect' }).click();
    await row('Anthropic').click({ timeout: 8_000 });

    await expect.poll(() => readFileSync(models(), 'utf8')).toContain(`:${(await engineFile())?.port}/v1/messages`);
    const reload = workbench.page.locator('.notification-toast .monaco-button', { hasText: 'Reload Window' });
    await reload.click({ timeout: 15_000 });
    await workbench.page.waitForEvent('load', { timeout: 60_000 });
    await expect.poll(() => workbench.statusItem().textContent(), { timeout: 90_000 }).toContain('audit');
  });

  test('take their key where VS Code keeps it, and tell that they wait for it', async () => {
    await expect.poll(ownKeyState, { timeout: 60_000, interval: 2_000 }).toContain('waits for your API key');
    await enterKey();
    expect(readFileSync(models(), 'utf8')).not.toContain(key);
    await workbench.page.keyboard.press('Escape');
  });

  test('hold a conversation through the proxy, tools and streaming included', async () => {
    await chat.ask('List the files');
    await chat.allowUntil('MOCK-OWN-KEY');

    const asked = service.requests.filter(({ path }) => path.endsWith('/v1/messages'));
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.at(-1)?.rawHeaders).toContain(key);
    expect(await ownKeyState()).toMatch(/\d+ exchanges seen from GitHub Copilot since/);
  });

  test('go with the proxy, and the file is as it was', async () => {
    await workbench.runCommand('Stop Proxy');

    await expect.poll(() => readFileSync(models(), 'utf8'), { timeout: 20_000 }).toBe(original);
  });

  /** The field closes when the table behind it is drawn anew, as it is while the workbench is still reading its models. */
  async function enterKey(): Promise<void> {
    const { page } = workbench;
    const model = page.locator('.monaco-table .monaco-list-row', { hasText: '(Headroom)' }).first();
    const field = page.locator('.quick-input-widget input.input');
    for (let attempt = 0; attempt < 5; attempt++) {
      await chooseOwnKey();
      await row('Enter or Change the API Key').click();
      await model.click({ button: 'right', timeout: 15_000 });
      await workbench.screenshot('own-key-models');
      await page.locator('.action-label', { hasText: 'Update API Key' }).first().click();
      await field.waitFor({ timeout: 8_000 }).catch(() => undefined);
      await page.keyboard.type(key);
      await page.keyboard.press('Enter');
      if (await isKeyNamed()) return;
      // The field, if it is there, and the table, in front of which the palette does not open.
      for (const _ of ['field', 'table']) await page.keyboard.press('Escape');
    }
    throw new Error('The key is not taken.');
  }

  async function isKeyNamed(): Promise<boolean> {
    for (let look = 0; look < 20; look++) {
      if (readFileSync(models(), 'utf8').includes('$' + '{input:chat.lm.secret.')) return true;
      await workbench.page.waitForTimeout(250);
    }
    return false;
  }

  /** A picker closes when the window turns to something else, as it does while extensions are still starting. */
  async function openLevels(): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      await workbench.runCommand('Connect a Client');
      const isOpen = await row('GitHub Copilot in VS Code')
        .click({ timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
      if (isOpen) return;
    }
    throw new Error('The picker does not stay open.');
  }

  async function chooseOwnKey(): Promise<void> {
    await openLevels();
    await row('Own key: models').click({ timeout: 15_000 });
  }

  async function ownKeyState(): Promise<string> {
    await openLevels();
    const text = await row('Own key: models').innerText({ timeout: 15_000 });
    await workbench.screenshot('own-key-state');
    await workbench.page.keyboard.press('Escape');
    return text;
  }
});
