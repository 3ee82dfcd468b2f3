import type { ExchangeSummary, WasteFinding } from './records.ts';

/** An MCP server that one project can do without. */
export interface DisabledServer {
  /** As it stands in the names of its tools. */
  readonly server: string;
  readonly project: string;
}

/** What a button can disable: Claude Code lets a project leave out a server, others by hand alone. */
export function serverToDisable(
  { server }: Pick<WasteFinding, 'server'>,
  { client, project, origin }: Pick<ExchangeSummary, 'client' | 'project' | 'origin'>,
): { readonly disables?: DisabledServer } {
  return server === undefined || client !== 'Claude Code' || origin !== undefined
    ? {}
    : { disables: { server, project } };
}
