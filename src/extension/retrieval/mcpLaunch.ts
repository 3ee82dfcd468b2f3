export interface McpLaunchParts {
  /** VS Code's own binary, which is Node under `ELECTRON_RUN_AS_NODE`, or a Node. */
  readonly program: string;
  /** Path of `dist/mcp.js`. */
  readonly script: string;
  readonly home: string;
  readonly version: string;
}

/** How an editor starts our MCP server. */
export interface McpLaunch {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
}

/** The home folder is handed over, so that the server finds the engine of this window and no other. */
export function mcpLaunch({ program, script, home, version }: McpLaunchParts): McpLaunch {
  return {
    label: 'Headroom',
    command: program,
    args: [script],
    env: { ELECTRON_RUN_AS_NODE: '1', HEADROOM_HOME: home },
    version,
  };
}
