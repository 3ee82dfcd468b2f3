import { isRetrievalTool } from '../plan/retrievalTool.ts';
import type { ContextDetector, ContextWaste, WeighedBlock } from './finding.ts';

/** MCP tools are named `mcp__server__tool` by the clients that were recorded; built-in tools cannot be switched off singly. */
const mcpName = /^mcp__(.+?)__/;

/** Definitions of MCP tools that nobody called in this conversation, one finding per server. */
export const findUnusedTools: ContextDetector = blocks => {
  const called = new Set(
    blocks.flatMap(block => (block.kind === 'toolCall' && block.tool !== undefined ? [block.tool] : [])),
  );
  const servers = new Map<string, { unused: WeighedBlock[]; tools: number }>();
  for (const block of blocks) {
    const server = block.kind === 'toolDefinition' ? mcpName.exec(block.tool ?? '')?.[1] : undefined;
    if (server === undefined || isRetrievalTool(block.tool) || block.tool === undefined) continue;
    const entry = servers.get(server) ?? { unused: [], tools: 0 };
    if (!called.has(block.tool)) entry.unused.push(block);
    servers.set(server, { ...entry, tools: entry.tools + 1 });
  }
  return [...servers].flatMap(([server, { unused, tools }]) => findingFor(server, unused, tools) ?? []);
};

function findingFor(server: string, unused: readonly WeighedBlock[], tools: number): ContextWaste | undefined {
  const first = unused[0];
  if (first === undefined) return undefined;
  return {
    category: 'unusedTools',
    tokens: unused.reduce((sum, block) => sum + block.tokensAfter, 0),
    block: first.position,
    place: `MCP ${server}`,
    recommendation:
      unused.length === tools
        ? `No call to ${server} in this conversation: disable its ${tools} tools here.`
        : `${unused.length} of ${tools} tools of ${server} were never called: switch those off in its configuration.`,
    spread: unused.map(block => ({ position: block.position, tokens: block.tokensAfter })),
  };
}
