/** The tool by which agents fetch originals. */
export const retrievalToolName = 'headroom_retrieve';

/** True for our retrieval tool under whatever prefix a client's MCP host gives it, e.g. `mcp__headroom__headroom_retrieve`. */
export function isRetrievalTool(tool: string | undefined): boolean {
  return tool !== undefined && /headroom.*retrieve/i.test(tool);
}
