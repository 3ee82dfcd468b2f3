import { join } from 'node:path';
import { readForeignFile } from './foreignFile.ts';
import { readJsonText } from './jsonEdit.ts';

/** The variable by which Claude Code finds its provider. */
export const baseUrlPath = ['env', 'ANTHROPIC_BASE_URL'] as const;

/** Where Claude Code goes when nothing says otherwise. */
export const anthropicUrl = 'https://api.anthropic.com';

/** The settings that only this machine has, which win over all other files. */
export function localSettingsFile(folder: string): string {
  return join(folder, '.claude', 'settings.local.json');
}

export interface BaseUrlSources {
  readonly folder: string;
  /** The user's home folder. */
  readonly userFolder: string;
  /** Values that the client's own environment would have, the strongest first. */
  readonly environmentUrls: readonly (string | undefined)[];
  /** Our own port: a URL that points at us is no way of its own. */
  readonly ownPort: number;
}

/** The base URL that Claude Code in this folder would use without us, in its own order of precedence. */
export async function effectiveBaseUrl({ folder, userFolder, ...more }: BaseUrlSources): Promise<string> {
  const files = [
    localSettingsFile(folder),
    join(folder, '.claude', 'settings.json'),
    join(userFolder, '.claude', 'settings.json'),
  ];
  const inFiles = await Promise.all(files.map(readBaseUrl));
  const found = [...inFiles, ...more.environmentUrls].find(url => url !== undefined && !isOwn(url, more.ownPort));
  return found ?? anthropicUrl;
}

async function readBaseUrl(file: string): Promise<string | undefined> {
  const text = await readForeignFile(file).catch(() => undefined);
  const url = text === undefined ? undefined : readJsonText(text, baseUrlPath);
  return url !== undefined && URL.canParse(url) ? url : undefined;
}

function isOwn(url: string, ownPort: number): boolean {
  if (!URL.canParse(url)) return true;
  const { hostname, port } = new URL(url);
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && port === String(ownPort);
}
