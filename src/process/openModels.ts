import { fileURLToPath } from 'node:url';
import { ModelClient } from '../models/modelClient.ts';
import type { Options } from '../shared/options.ts';
import { type Environment, modelStoreFor } from './modelStoreFor.ts';
import type { ProgramFiles } from './programFiles.ts';

export type ModelOptions = Pick<Options, 'modelId' | 'device' | 'modelCacheDir'>;

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
  const { options, log } = config;
  if (options.modelId === undefined) return;
  try {
    client.useRouter(await fetchRouter(options.modelId, config));
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
  }
}

/** The folder of a router, downloaded when it is not here. Rejects with a message that says what to do. */
export async function fetchRouter(name: string, config: ModelsConfig): Promise<string> {
  const { home, environment, options, log } = config;
  const store = modelStoreFor(home, environment, options);
  const here = await store.find(name, 'router');
  if (here !== undefined) return here;
  log(`Downloading the model ${name}.`);
  let told = 0;
  const folder = await store.fetch(name, 'router', ({ file, bytes }) => {
    if (bytes - told < toldEveryBytes) return;
    told = bytes;
    log(`${file}: ${Math.round(bytes / 1e6)} MB`);
  });
  log(`The model ${name} is in ${folder}.`);
  return folder;
}

const toldEveryBytes = 10_000_000;
