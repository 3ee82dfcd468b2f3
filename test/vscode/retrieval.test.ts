import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineApi } from '../../src/process/engineApi.ts';
import { packageVersion } from './agentRequest.ts';
import { Workbench } from './workbench.ts';
import { missingPart, prepareWorkbench, readJsonOrUndefined, type WorkbenchPrograms } from './workbenchSetup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, `headroom-context-mri-${packageVersion()}.vsix`);
const missing = missingPart();
if (missing !== undefined) console.warn(`Retrieval in the editor is not tested here: ${missing}.`);

const log = Array.from({ length: 900 }, (_, i) => `INFO served request ${i} in ${i % 7} ms`).join('\n');

/** An extension that sees what agents of the editor see: it writes down the tools, and calls ours. */
const probe = {
  'package.json': JSON.stringify({
    ...{ name: 'probe', publisher: 'tests', version: '0.0.1', engines: { vscode: '^1.104.0' }, license: 'MIT' },
    ...{ main: './main.js', activationEvents: ['onStartupFinished'] },
  }),
  'main.js': `
    const vscode = require('vscode');
    const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
    const { join } = require('node:path');
    exports.activate = () => {
      const at = name => join(vscode.workspace.workspaceFolders[0].uri.fsPath, name);
      const write = (name, value) => { writeFileSync(at(name) + '.part', JSON.stringify(value)); renameSync(at(name) + '.part', at(name)); };
      let asked = '';
      setInterval(async () => {
        write('tools.json', vscode.lm.tools.map(tool => tool.name));
        const ask = existsSync(at('ask.json')) ? readFileSync(at('ask.json'), 'utf8') : '';
        if (ask === '' || ask === asked) return;
        asked = ask;
        try {
          const input = JSON.parse(ask);
          const { content } = await vscode.lm.invokeTool('headroom_retrieve', { input, toolInvocationToken: undefined });
          write('answer.json', { ask, texts: content.map(part => part.value) });
        } catch (error) {
          write('answer.json', { ask, refused: String(error) });
        }
      }, 200);
    };`,
  LICENSE: 'MIT',
  'README.md': 'For tests.',
};

describe.skipIf(missing !== undefined)('what agents of a real workbench may fetch', { sequential: true }, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    const programs = await prepareWorkbench();
    const artifacts = join(root, 'test-artifacts');
    workbench = await Workbench.open({ programs, vsix, artifacts, settings: { 'headroom.port': 0 } });
    await installProbe(programs, join(workbench.home, '..'));
    await workbench.page.reload();
  });

  afterAll(async () => {
    if (workbench === undefined) return;
    const engine = await readJsonOrUndefined(join(workbench.home, 'engine.json'));
    await workbench[Symbol.asyncDispose]();
    if (engine !== undefined) process.kill(Number(engine.pid));
  });

  const read = (name: string) => readJsonOrUndefined(join(workbench.workspace, name));

  async function ask(wish: Readonly<Record<string, unknown>>): Promise<unknown> {
    const text = JSON.stringify(wish);
    writeFileSync(join(workbench.workspace, 'ask.json'), text);
    await expect.poll(async () => (await read('answer.json'))?.ask, { timeout: 20_000 }).toBe(text);
    return read('answer.json');
  }

  test('one tool for originals, which gives them back whole, in part, or says why not', async () => {
    await expect.poll(() => read('tools.json'), { timeout: 60_000 }).toBeDefined();
    await workbench.runCommand('Start Proxy');
    await expect.poll(() => workbench.statusItem().textContent(), { timeout: 60_000 }).toContain('audit');
    const { handle } = await new EngineApi(workbench.home).compressText({ text: log });

    const part = await ask({ handle, lines: '2-3' });
    const missed = await ask({ handle: 'abcdefgh23' });
    const tools: unknown = await read('tools.json');

    expect(part).toMatchObject({ texts: [log.split('\n').slice(1, 3).join('\n')] });
    expect(missed).toMatchObject({ refused: expect.stringContaining('Nothing is kept under abcdefgh23') });
    expect(Array.isArray(tools) && tools.filter(name => /headroom.*retrieve/i.test(name))).toEqual([
      'headroom_retrieve',
    ]);
  });
});

async function installProbe({ node, codeServer }: WorkbenchPrograms, home: string): Promise<void> {
  const folder = join(home, 'probe');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(probe)) writeFileSync(join(folder, name), text);
  const packed = join(home, 'probe.vsix');
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const run = promisify(execFile);
  await run(process.execPath, [vsce, 'package', '--out', packed, '--no-dependencies', '--allow-missing-repository'], {
    cwd: folder,
  });
  const place = ['--config', join(home, 'code-server.yaml'), '--user-data-dir', join(home, 'data')];
  await run(node, [codeServer, ...place, '--extensions-dir', join(home, 'extensions'), '--install-extension', packed]);
}
