const mcpName = /^mcp__(.+?)__/;

/** The MCP server of a tool: the clients that were recorded name such tools `mcp__server__tool`. */
export function mcpServerOf(tool: string | undefined): string | undefined {
  return tool === undefined ? undefined : mcpName.exec(tool)?.[1];
}
