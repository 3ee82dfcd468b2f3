import type { QueryOf } from '../../src/extension/engine/engineClient.ts';
import type { EngineSession } from '../../src/extension/services.ts';
import type { Mode } from '../../src/shared/modes.ts';
import type { EngineStatus, Overview, PanelAnswers, PanelQuery } from '../../src/shared/panelProtocol.ts';

/** A session without a process: queries are answered from a table, and everything asked of it is remembered. */
export class FakeSession implements EngineSession {
  readonly log: string[] = [];
  readonly queries: PanelQuery[] = [];
  readonly answers: { [Type in PanelQuery['type']]?: unknown } = {};
  status: EngineStatus = {
    state: 'running',
    version: '1',
    pid: 1,
    port: 8787,
    mode: 'audit',
    profile: 'balanced',
    startedAt: 0,
  };

  async start(): Promise<void> {
    this.log.push('start');
  }

  async stop(): Promise<void> {
    this.log.push('stop');
  }

  async restart(): Promise<void> {
    this.log.push('restart');
  }

  async setMode(mode: Mode): Promise<void> {
    this.log.push(`mode ${mode}`);
  }

  async overview(since?: number): Promise<Overview> {
    return this.query({ type: 'overview', ...(since !== undefined && { since }) });
  }

  async query<Type extends PanelQuery['type']>(query: QueryOf<Type>): Promise<PanelAnswers[Type]> {
    this.queries.push(query);
    if (this.answers[query.type] === undefined) throw new Error(`No answer to ${query.type}.`);
    return JSON.parse(JSON.stringify(this.answers[query.type]));
  }
}
