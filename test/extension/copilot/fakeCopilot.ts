import type { CopilotLevel } from '../../../src/extension/copilot/copilotRoute.ts';
import type { OwnKeyState } from '../../../src/extension/copilot/ownKeyRoute.ts';
import type { CopilotConnection, OwnKeyConnection } from '../../../src/extension/services.ts';
import type { OwnKeyProvider } from '../../../src/routing/copilot/offerOwnKey.ts';

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

  async disconnect(level: CopilotLevel, port: number | undefined): Promise<void> {
    this.log.push(`disconnect ${level} ${port}`);
    this.times.delete(level);
  }
}

export class FakeOwnKey implements OwnKeyConnection {
  readonly log: string[] = [];
  provider: OwnKeyProvider | undefined;
  since: number | undefined;
  now: OwnKeyState = 'keyless';

  async state(): Promise<OwnKeyState> {
    return this.now;
  }

  async connect(provider: OwnKeyProvider, port: number): Promise<void> {
    this.log.push(`connect ${provider} ${port}`);
    this.provider = provider;
  }

  async disconnect(): Promise<void> {
    this.log.push('disconnect');
    this.provider = undefined;
  }
}
