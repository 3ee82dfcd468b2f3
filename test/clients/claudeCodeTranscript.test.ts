import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import { indexRequest, isUnindexed } from '../../src/engine/conversation/indexRequest.ts';
import { findTranscripts, transcriptsFolder } from '../../src/importing/claudeCode/findTranscripts.ts';
import { groupBySession, readConversation } from '../../src/importing/claudeCode/readConversation.ts';
import { runClaude } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Transcripts of Claude Code are not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

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
      const args = ['-p', 'Read the notes', '--allowedTools', 'Read', 'Bash'];
      await runClaude({ program, folder, home, baseUrl: mock.url, args });
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
