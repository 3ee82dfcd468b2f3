import { parseEngineFlags } from '../../src/process/engineFlags.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { type RunningEngine, runEngine } from '../../src/process/runEngine.ts';
import { Lab } from '../proxy/proxyLab.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

/** Runs whole engines, on folders of their own, against scripted upstreams. */
export class EngineLab extends Lab {
  readonly logs: string[] = [];

  async home(): Promise<string> {
    return temporaryFolder();
  }

  engine(home: string, ...flags: readonly string[]): Promise<RunningEngine> {
    return this.engineIn({}, home, ...flags);
  }

  async engineIn(
    environment: Readonly<Record<string, string>>,
    home: string,
    ...flags: readonly string[]
  ): Promise<RunningEngine> {
    const engine = await runEngine({
      environment,
      settings: parseEngineFlags(['--port', '0', ...flags]),
      home,
      files: programFiles(new URL('../../src/process/main.ts', import.meta.url).href),
      version: '1.2.3',
      log: line => this.logs.push(line),
    });
    this.onStop(() => engine.stop());
    return engine;
  }
}

/** Asks the engine's own API. */
export async function ask(engine: RunningEngine, path: string, body?: unknown): Promise<Response> {
  return fetch(`http://127.0.0.1:${engine.port}${path}`, {
    headers: { authorization: `Bearer ${engine.token}` },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
}

export async function query<Answer>(engine: RunningEngine, question: unknown): Promise<Answer> {
  const response = await ask(engine, '/headroom/api/query', question);
  return JSON.parse(await response.text());
}

/** Asks again until the answer is there: recording happens after the client has its answer. */
export async function eventually<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let i = 0; i < 1200; i++) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within thirty seconds.');
}
