import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { disableServer } from '../../src/routing/claudeCodeServers.ts';
import { RoutingLab } from '../routing/routingLab.ts';
import { runClaude } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Claude Code is not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

/** Any MCP server would do. Claude Code writes blanks in its name as underscores. */
const servers = {
  'my runs': {
    command: process.execPath,
    args: [fileURLToPath(new URL('../../src/mcp/main.ts', import.meta.url))],
  },
};

describe.skipIf(client.kind === 'unavailable')('Claude Code, told to leave an MCP server out', () => {
  let mock: MockUpstream | undefined;

  afterEach(() => mock?.stop());

  /** What one conversation sends, as text. */
  async function sentBy(folders: RoutingLab): Promise<string> {
    mock = await MockUpstream.start({ script: { turns: [], final: 'MOCK-FINAL' } });
    await runClaude({ program, folder: folders.project, baseUrl: mock.url, args: ['-p', 'Hello'] });
    await mock.stop();
    return mock.requests.map(({ body }) => body.toString('utf8')).join('\n');
  }

  it.each(['of the project', 'of the user'])('sends nothing of a server %s', async scope => {
    using folders = new RoutingLab();
    folders.write(folders.settingsFile, '{ "enableAllProjectMcpServers": true }');
    const file = scope === 'of the project' ? '.mcp.json' : join('.home', '.claude.json');
    folders.write(join(folders.project, file), JSON.stringify({ mcpServers: servers }));

    const before = await sentBy(folders);
    await disableServer(folders.journal, folders.settingsFile, 'my_runs');
    const after = await sentBy(folders);

    expect(before).toContain('mcp__my_runs__headroom_retrieve');
    expect(after).toContain('Hello');
    expect(after).not.toContain('my_runs');
  });
});
