/** What the routes need to know of the window, read anew each time. */
export interface RouteSurroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** `terminal.integrated.env.<platform>` */
  readonly terminalEnvironment: Readonly<Record<string, string | undefined>>;
  readonly userFolder: string;
  readonly workspaceFolders: readonly string[];
  /** What people call the workspace; requests are filed under it. */
  readonly workspaceName: string | undefined;
  readonly routesTerminals: boolean;
  /** True when `headroom.upstreams` names where Anthropic's requests go. */
  readonly hasOwnUpstream: boolean;
}
