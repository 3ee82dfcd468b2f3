import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEngineFlags } from '../../src/process/engineFlags.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { runEngine } from '../../src/process/runEngine.ts';

/** The folder that holds the store and, in `page`, the built panel. */
export interface EngineAsked {
  readonly home: string;
}

export interface EngineReady {
  readonly port: number;
  readonly token: string;
}

process.once('message', async ({ home }: EngineAsked) => {
  const engine = await runEngine({
    settings: parseEngineFlags(['--port', '0']),
    home,
    files: {
      ...programFiles(new URL('../../src/process/main.ts', import.meta.url).href),
      page: pathToFileURL(`${join(home, 'page')}/`),
    },
    version: '0.0.0',
    log: () => {},
  });
  process.send?.({ port: engine.port, token: engine.token } satisfies EngineReady);
});
process.once('disconnect', () => process.exit());
