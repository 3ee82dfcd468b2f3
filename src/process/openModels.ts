import { fileURLToPath } from 'node:url';
import { ModelClient } from '../models/modelClient.ts';
import type { ProgramFiles } from './programFiles.ts';

/** The process that runs models and image codecs; it starts with the first job and ends when idle. */
export function openModels({ modelProcess, models }: ProgramFiles): ModelClient {
  return new ModelClient({ program: modelProcess, settings: { shippedFolder: fileURLToPath(models) } });
}
