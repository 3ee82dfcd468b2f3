/** Remembers what was asked of the route, and is connected accordingly. */
export class FakeClaudeCode {
  readonly log: string[] = [];
  since: number | undefined;
  fetches: boolean | undefined = false;
  readonly retrievalCommand = 'claude mcp add';

  async isConnected(): Promise<boolean> {
    return this.since !== undefined;
  }

  async connect(port: number, { fetches }: { readonly fetches: boolean }): Promise<void> {
    this.log.push(`connect ${port}${fetches ? ' and fetch' : ''}`);
    this.fetches = fetches;
    this.since = 1_000;
  }

  async disconnect(): Promise<void> {
    this.log.push('disconnect');
    this.since = undefined;
  }
}
