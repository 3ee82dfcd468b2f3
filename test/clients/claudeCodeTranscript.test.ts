import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import { indexRequest, isUnindexed } from '../../src/engine/conversation/indexRequest.ts';
import { findTranscripts, transcriptsFolder } from '../../src/importing/claudeCode/findTranscripts.ts';
import { groupBySession, readConversation } from '../../src/importing/claudeCode/readConversation.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Transcripts of Claude Code are not tested here: ${client.reason}`);

const script: MockScript = {
  turns: [
    [{ kind: 'bash', command: 'cat notes.txt' }],
    [
      { kind: 'read', path: 'notes.txt' },
      { kind: 'bash', command: 'wc -l notes.txt' },
    ],
  ],
  final: 'MOCK-FINAL',
};

/** Differs in every version and is not in the transcript. */
const attribution = /x-anthropic-billing-header/;

describe.skipIf(client.kind === 'unavailable')('the transcript of a real session', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-transcript-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back every request of a tool loop, block by block as it was sent', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(folder, 'notes.txt'), 'one\ntwo\nthree\n');
    const mock = await MockUpstream.start({ script });
    try {
      await runClaude(home, mock.url);
    } finally {
      await mock.stop();
    }

    const [files = []] = groupBySession(await findTranscripts(transcriptsFolder({}, home)));
    const conversation = await readConversation(files);

    const sent = mock.requests.filter(({ path }) => path.startsWith('/v1/messages?')).map(({ body }) => blocksOf(body));
    const rebuilt = [...conversation.requests()].map(({ body }) => blocksOf(body));
    expect(rebuilt.length).toBe(3);
    expect(rebuilt).toEqual(sent);
  });

  async function runClaude(home: string, baseUrl: string): Promise<void> {
    if (client.kind === 'unavailable') return;
    const child = spawn(client.program, ['-p', 'Read the notes', '--allowedTools', 'Read', 'Bash'], {
      cwd: folder,
      stdio: 'ignore',
      timeout: 120_000,
      env: {
        HOME: home,
        PATH: process.env.PATH,
        TERM: 'dumb',
        LANG: 'C.UTF-8',
        ANTHROPIC_BASE_URL: baseUrl,
        ANTHROPIC_API_KEY: 'sk-ant-test',
        ENABLE_TOOL_SEARCH: 'true',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_TELEMETRY: '1',
        DISABLE_AUTOUPDATER: '1',
        IS_SANDBOX: '1',
      },
    });
    await new Promise(resolve => child.once('close', resolve));
  }
});

/** What the provider's cache would compare: content and marks, in cache order. */
function blocksOf(body: Uint8Array): readonly string[] {
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  const bytes = Buffer.from(body);
  return index.blocks
    .filter(({ slot }) => !attribution.test(bytes.toString('utf8', slot.start, slot.end)))
    .map(({ kind, hash, cacheMark = '' }) => `${kind} ${hash} ${cacheMark}`);
}
