import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { agentBody, jsonRecords, packageVersion, sendAsAgent, sendBodyAsAgent } from './agentRequest.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`The editor's points are not tested here: ${missing}.`);

const turn = { prompt: 'Which of the recent runs failed?', callId: 'toolu_runs', result: jsonRecords(60) };
/** A file of the folder that lies in the client's second request. */
const read = { name: 'runs.ts', text: 'export const runs = [4017];\n'.repeat(30) };
/** Where the client's second request differs from the first: a word in the sixtieth line of its system text. */
const edited = {
  before: 'Rule 60: before',
  after: 'Rule 60: kindly, before',
  line: 60,
  column: 'Rule 60: '.length + 1,
};

/** The points of the Context MRI that only an editor has; the others are in `test/webview/points.test.ts`. */
describe.skipIf(missing !== undefined)(
  'the Context MRI in a real workbench, point by point',
  { sequential: true },
  () => {
    let upstream: MockUpstream;
    let workbench: Workbench;
    let baseUrl = '';

    beforeAll(async () => {
      const programs = await prepareWorkbench();
      upstream = await MockUpstream.start({ script: { turns: [], final: 'Run 4017 failed.' } });
      workbench = await Workbench.open({
        programs,
        vsix,
        artifacts: join(root, 'test-artifacts'),
        settings: { 'headroom.port': 0, 'headroom.upstreams': { anthropic: upstream.url } },
      });
      await workbench.statusItem().filter({ hasText: 'Headroom stopped' }).waitFor({ timeout: 60_000 });
      await workbench.runCommand('Start Proxy');
      await workbench.statusItem().filter({ hasText: 'audit' }).waitFor({ timeout: 60_000 });
      baseUrl = `http://127.0.0.1:${(await engineFile())?.port}/w/workspace`;
      writeFileSync(join(workbench.workspace, 'CLAUDE.md'), '# Rules\n\nUse tabs.\n'.repeat(40));
      writeFileSync(join(workbench.workspace, read.name), read.text);
      await sendAsAgent(baseUrl, turn);
      await sendBodyAsAgent(baseUrl, nextBody(join(workbench.workspace, read.name)));
    });

    afterAll(async () => {
      const engine = workbench === undefined ? undefined : await engineFile();
      await upstream?.stop();
      await workbench?.screenshot('points-last');
      await workbench?.[Symbol.asyncDispose]();
      if (engine !== undefined) process.kill(Number(engine.pid));
    });

    const engineFile = () => readJsonOrUndefined(join(workbench.home, 'engine.json'));

    test('11 · native parts: the side bar shows the gauge of today and its conversations', async () => {
      await workbench.runCommand('Focus on Context View');
      const rows = () => workbench.page.locator('.pane-body .monaco-list-row').allInnerTexts();

      await expect.poll(rows, { timeout: 20_000 }).toContainEqual(expect.stringMatching(/Claude Code · [\d.]+k · now/));
      expect(await rows()).toContainEqual(expect.stringMatching(/\d+ % full.*[\d.]+k of [\d.]+M/));
      await workbench.closeNotifications();
      await workbench.screenshot('side-bar-points');
    });

    test('11 · native parts: the status bar tells in its tooltip what the mode does and what was saved', async () => {
      await workbench.statusItem().hover();

      const hover = workbench.page.locator('.monaco-hover:visible, .workbench-hover:visible').last();
      await expect.poll(() => hover.innerText(), { timeout: 10_000 }).toMatch(/audit[\s\S]*Click for the menu/i);
      await workbench.page.keyboard.press('Escape');
    });

    test('13 · in the files themselves: CLAUDE.md says what it costs in every request', async () => {
      await workbench.openFile('CLAUDE.md');

      const lenses = () => workbench.page.locator('.codelens-decoration').allInnerTexts();
      await expect
        .poll(lenses, { timeout: 20_000 })
        .toContainEqual(expect.stringMatching(/~\d+ tokens in every request/));
    });

    test('13 · in the files themselves: the explorer marks a file that lies in the context', async () => {
      await workbench.run('View: Show Explorer');
      const row = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: read.name });

      // VS Code draws a file's mark by a style sheet.
      const mark = () =>
        row.evaluate(element =>
          [...element.querySelectorAll('*')]
            .map(part => element.ownerDocument.defaultView?.getComputedStyle(part, '::after').content)
            .join(' '),
        );
      await expect.poll(mark, { timeout: 20_000 }).toContain('◆');
      await row.hover();
      const hover = workbench.page.locator('.monaco-hover:visible, .workbench-hover:visible').last();
      await expect
        .poll(() => hover.innerText(), { timeout: 10_000 })
        .toMatch(/In the context of Claude Code: \d+ tokens/);
      await workbench.screenshot('explorer-points');
      await workbench.page.keyboard.press('Escape');
    });

    test('6 · the first byte that differed opens the native diff at that very character', async () => {
      await workbench.clearAround();
      await workbench.runCommand('Open Context MRI');
      const panel = await workbench.webview('#panel *');
      await panel
        .getByRole('row', { name: new RegExp(turn.prompt.slice(0, 20)) })
        .first()
        .click();
      await panel.getByRole('button', { name: 'Open', exact: true }).click();
      await panel.getByRole('button', { name: /^first difference at byte [\d,]+$/ }).click();

      await workbench.page.locator('.monaco-diff-editor').waitFor({ timeout: 20_000 });
      const position = () =>
        workbench.page
          .locator('.statusbar-item', { hasText: /^Ln \d+/ })
          .first()
          .innerText();
      await expect.poll(position, { timeout: 10_000 }).toContain(`Ln ${edited.line}, Col ${edited.column}`);
      await workbench.screenshot('difference-dark');
    });

    test('11 · native parts: a walkthrough of four steps', async () => {
      const { page } = workbench;
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input.input').fill('>Welcome: Open Walkthrough...');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Open Walkthrough' }).first().click();
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'See what your agent sends' })
        .first()
        .click();

      const steps = page.locator('.getting-started-step');
      await expect.poll(() => steps.count(), { timeout: 15_000 }).toBe(4);
      await workbench.screenshot('walkthrough-dark');
    });
  },
);

/** The same conversation one prompt and one read file later, and with another word in its system text. */
function nextBody(path: string): string {
  const body = JSON.parse(agentBody(turn).replace(edited.before, edited.after));
  const call = { type: 'tool_use', id: 'toolu_read', name: 'Read', input: { file_path: path } };
  body.messages.push(
    { role: 'assistant', content: 'Run 4017 failed.' },
    { role: 'user', content: 'Why?' },
    { role: 'assistant', content: [call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: read.text }] },
  );
  return JSON.stringify(body);
}
