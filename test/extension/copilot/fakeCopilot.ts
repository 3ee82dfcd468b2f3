import type { CopilotLevel } from '../../../src/extension/copilot/copilotRoute.ts';
import type { CopilotConnection } from '../../../src/extension/services.ts';

/** Remembers what was asked of the route, and is connected accordingly. */
export class FakeCopilot implements CopilotConnection {
  readonly log: string[] = [];
  readonly times = new Map<CopilotLevel, number>();

  since(level: CopilotLevel): number | undefined {
    return this.times.get(level);
  }

  async connect(level: CopilotLevel, port: number): Promise<void> {
    this.log.push(`connect ${level} ${port}`);
    this.times.set(level, 1_000);
  }

  async disconnect(level: CopilotLevel): Promise<void> {
    this.log.push(`disconnect ${level}`);
    this.times.delete(level);
  }
}
