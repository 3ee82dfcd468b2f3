import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseStoreUrl } from '../store/storeUrl.ts';
import type { EngineSettings } from './engineFlags.ts';

/**
 * The flags of `headroom proxy` for an engine that works in another folder than the one they were given in. Of a flag that
 * is given twice the later counts, so what is relative, in a flag or in the configuration file, follows as absolute.
 */
export function placedFlags(flags: readonly string[], { options }: EngineSettings, folder: string): readonly string[] {
  const { values } = parseArgs({ args: [...flags], options: { config: { type: 'string' } }, strict: false });
  const { storeUrl, modelCacheDir } = options;
  return [
    ...flags,
    ...(typeof values.config === 'string' ? ['--config', resolve(folder, values.config)] : []),
    ...(typeof storeUrl === 'string' ? ['--store', placedStore(storeUrl, folder)] : []),
    ...(typeof modelCacheDir === 'string' ? ['--model-cache-dir', resolve(folder, modelCacheDir)] : []),
  ];
}

function placedStore(url: string, folder: string): string {
  const location = parseStoreUrl(url, { folder, exists: existsSync });
  return location.kind === 'none' ? url : `${location.kind}:///${location.path}`;
}
