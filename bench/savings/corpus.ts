import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One real tool output, with as much of its call as is known. */
export interface Item {
  readonly name: string;
  readonly text: string;
  readonly tool?: string;
  readonly command?: string;
  readonly path?: string;
}

/** What `makeCorpus.ts` notes about each file: the call that made it. */
export type Manifest = Readonly<Record<string, Omit<Item, 'name' | 'text'>>>;

export const manifestName = 'manifest.json';

/** Reads every file of a folder. Calls come from its manifest; without one, texts are judged by their form alone. */
export function loadCorpus(folder: string): readonly Item[] {
  const names = readdirSync(folder).sort();
  const manifest = names.includes(manifestName) ? readManifest(join(folder, manifestName)) : {};
  return names
    .filter(name => name !== manifestName && statSync(join(folder, name)).isFile())
    .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8'), ...manifest[name] }));
}

function readManifest(path: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'));
  return manifest;
}
