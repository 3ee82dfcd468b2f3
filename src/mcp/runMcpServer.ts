import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { EngineApi } from '../process/engineApi.ts';
import { homeFolder } from '../process/instance/home.ts';
import { version } from '../process/version.ts';
import { withoutRetrieval } from '../shared/retrievalIds.ts';
import { registerTools } from './tools.ts';

/** Serves an MCP client on standard input and output until it closes them. */
export async function runMcpServer(home: string = homeFolder(process.env)): Promise<void> {
  const server = new McpServer({ name: 'headroom', title: 'Headroom', version });
  registerTools(server, new EngineApi(home), { offersRetrieval: process.env[withoutRetrieval] === undefined });
  const closed = new Promise<void>(resolve => {
    server.server.onclose = resolve;
    // The transport does not notice that its client went away.
    process.stdin.once('end', () => void server.close());
  });
  await server.connect(new StdioServerTransport());
  await closed;
}
