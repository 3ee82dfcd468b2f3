/** Remembers what was asked of the route, and is connected accordingly. */
export class FakeClaudeCode {
  readonly log: string[] = [];
  since: number | undefined;

  async isConnected(): Promise<boolean> {
    return this.since !== undefined;
  }

  async connect(port: number): Promise<void> {
    this.log.push(`connect ${port}`);
    this.since = 1_000;
  }

  async disconnect(): Promise<void> {
    this.log.push('disconnect');
    this.since = undefined;
  }
}
