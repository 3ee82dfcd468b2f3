import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, it } from 'vitest';
import { retrievalToolName } from '../../../src/engine/plan/retrievalTool.ts';
import { mcpLaunch } from '../../../src/extension/retrieval/mcpLaunch.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

it("starts our server on the editor's own Node, for the home folder of this window", () => {
  const launch = mcpLaunch({ program: '/opt/code', script: '/ext/dist/mcp.js', home: '/data/h', version: '1.2.3' });

  expect(launch).toEqual({
    label: 'Headroom',
    command: '/opt/code',
    args: ['/ext/dist/mcp.js'],
    env: { ELECTRON_RUN_AS_NODE: '1', HEADROOM_HOME: '/data/h' },
    version: '1.2.3',
  });
});

it('starts a server that gives originals back, for agents that have no tool of the editor', async () => {
  const script = fileURLToPath(new URL('../../../src/mcp/main.ts', import.meta.url));
  const { command, args, env } = mcpLaunch({
    ...{ program: process.execPath, script, home: temporaryFolder(), version: '1.2.3' },
  });
  const client = new Client({ name: 'test', version: '1' });

  await client.connect(new StdioClientTransport({ command, args: [...args], env: { ...env } }));
  const { tools } = await client.listTools();
  await client.close();

  expect(tools.map(({ name }) => name)).toContain(retrievalToolName);
});
