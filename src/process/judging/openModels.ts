import { fileURLToPath } from 'node:url';
import { type ModelKind, siglipModel } from '../../models/hub/hubModels.ts';
import { ModelClient } from '../../models/modelClient.ts';
import type { Options } from '../../shared/options.ts';
import type { ProgramFiles } from '../programFiles.ts';
import { type Environment, modelStoreFor } from './modelStoreFor.ts';

export type ModelOptions = Pick<Options, 'modelId' | 'useSiglip' | 'device' | 'modelCacheDir'>;

export interface ModelsConfig {
  readonly files: ProgramFiles;
  readonly options: ModelOptions;
  readonly home: string;
  readonly environment: Environment;
  /** Takes lines for people: downloads, and what became of them. */
  readonly log: (line: string) => void;
}

/** The process that runs models and image codecs; it starts with the first job and ends when idle. */
export function openModels({ files, options }: Pick<ModelsConfig, 'files' | 'options'>): ModelClient {
  const { modelProcess: program, models } = files;
  const { device } = options;
  return new ModelClient({
    program,
    settings: { shippedFolder: fileURLToPath(models), ...(device !== undefined && { device }) },
  });
}

/**
 * Gets the models that options ask for, beside the requests, which use the shipped ones until then. Never rejects: a
 * download that fails is told, with what to do about it.
 */
export async function fetchModels(client: ModelClient, config: ModelsConfig): Promise<void> {
  const { modelId, useSiglip } = config.options;
  const attempt = async (name: string, kind: ModelKind): Promise<void> => {
    try {
      const folder = await fetchModel(name, kind, config);
      client.use(kind === 'router' ? { routerFolder: folder } : { siglipFolder: folder });
    } catch (error) {
      config.log(error instanceof Error ? error.message : String(error));
    }
  };
  if (modelId !== undefined) await attempt(modelId, 'router');
  if (useSiglip) await attempt(siglipModel, 'siglip');
}

/** The folder of a model, downloaded when it is not here. Rejects with a message that says what to do. */
export async function fetchModel(name: string, kind: ModelKind, config: ModelsConfig): Promise<string> {
  const { home, environment, options, log } = config;
  const store = modelStoreFor(home, environment, options);
  const here = await store.find(name, kind);
  if (here !== undefined) return here;
  log(`Downloading the model ${name}.`);
  let told = 0;
  const folder = await store.fetch(name, kind, ({ file, bytes }) => {
    if (bytes - told < toldEveryBytes) return;
    told = bytes;
    log(`${file}: ${Math.round(bytes / 1e6)} MB`);
  });
  log(`The model ${name} is in ${folder}.`);
  return folder;
}

const toldEveryBytes = 10_000_000;
