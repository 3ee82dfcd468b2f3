import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BaseUrlSources, findPriorBaseUrl } from '../../../src/extension/clients/priorBaseUrl.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-prior-'));
});
afterEach(() => rm(folder, { recursive: true }));

function sources(more: Partial<BaseUrlSources>): BaseUrlSources {
  return { environment: {}, terminalEnvironment: {}, userFolder: folder, workspaceFolders: [], ownPort: 8787, ...more };
}

async function writeClaudeSettings(name: string, settings: unknown): Promise<string> {
  await mkdir(join(folder, '.claude'), { recursive: true });
  const file = join(folder, '.claude', name);
  await writeFile(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return file;
}

test('without any base URL there is nothing to chain and nothing that bypasses us', async () => {
  expect(await findPriorBaseUrl(sources({}))).toEqual({ bypasses: [] });
});

test('a gateway in the environment becomes the upstream; the terminal setting wins over it', async () => {
  const environment = { ANTHROPIC_BASE_URL: 'https://gateway.example' };
  const terminalEnvironment = { ANTHROPIC_BASE_URL: 'https://terminal.example' };

  expect((await findPriorBaseUrl(sources({ environment }))).upstream).toBe('https://gateway.example');
  expect((await findPriorBaseUrl(sources({ environment, terminalEnvironment }))).upstream).toBe(
    'https://terminal.example',
  );
});

test('our own address is never our upstream', async () => {
  const environment = { ANTHROPIC_BASE_URL: 'http://127.0.0.1:8787/w/project' };

  expect((await findPriorBaseUrl(sources({ environment }))).upstream).toBeUndefined();
});

test('a base URL in the settings of Claude Code bypasses us, and is named with its file', async () => {
  const file = await writeClaudeSettings('settings.local.json', { env: { ANTHROPIC_BASE_URL: 'https://gw.example' } });

  const { bypasses } = await findPriorBaseUrl(sources({ userFolder: '/nowhere', workspaceFolders: [folder] }));

  expect(bypasses).toEqual([{ url: 'https://gw.example', file }]);
});

test.each(['{ not json', 'null', '[]', '{"env":{"ANTHROPIC_BASE_URL":5}}'])(
  'settings that Claude Code would not read either bypass nothing: %s',
  async text => {
    await writeClaudeSettings('settings.json', text);

    expect((await findPriorBaseUrl(sources({}))).bypasses).toEqual([]);
  },
);
