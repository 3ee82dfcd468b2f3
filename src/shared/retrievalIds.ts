/** Under which the manifest and the extension offer the MCP server. */
export const mcpProviderId = 'headroom';

/** The editor's context key that is true while an engine can answer: without one nothing can be retrieved. */
export const engineRunsContext = 'headroom.engineRuns';
