import { expect, it } from 'vitest';
import { mcpLaunch } from '../../../src/extension/retrieval/mcpLaunch.ts';

it("starts our server on the editor's own Node, for the home folder of this window, beside the editor's own retrieval", () => {
  const launch = mcpLaunch({ program: '/opt/code', script: '/ext/dist/mcp.js', home: '/data/h', version: '1.2.3' });

  expect(launch).toEqual({
    label: 'Headroom',
    command: '/opt/code',
    args: ['/ext/dist/mcp.js'],
    env: { ELECTRON_RUN_AS_NODE: '1', HEADROOM_HOME: '/data/h', HEADROOM_MCP_WITHOUT_RETRIEVAL: '1' },
    version: '1.2.3',
  });
});
