/** Under which the manifest and the extension offer the MCP server. */
export const mcpProviderId = 'headroom';

/** The editor's context key that is true while an engine can answer: without one nothing can be retrieved. */
export const engineRunsContext = 'headroom.engineRuns';

/** Set in the environment of an MCP server whose client has the retrieval tool already. */
export const withoutRetrieval = 'HEADROOM_MCP_WITHOUT_RETRIEVAL';
