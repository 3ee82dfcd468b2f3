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

/** The settings of every folder, which lose against a folder's own. */
export function userSettingsFile(userFolder: string): string {
  return join(userFolder, '.claude', 'settings.json');
}

export interface BaseUrlSources {
  /** Absent where the question is about no folder in particular. */
  readonly folder?: string | undefined;
  /** The user's home folder. */
  readonly userFolder: string;
  /** Values that the client's own environment would have, the strongest first. */
  readonly environmentUrls: readonly (string | undefined)[];
  /** Our own port: a URL that points at us is no way of its own. */
  readonly ownPort: number;
  /** What a file that leads to us named before, if it is known. */
  behindOurs?(file: string): string | undefined;
}

/** The base URL that Claude Code would use there without us, in its own order of precedence. */
export async function effectiveBaseUrl({ folder, userFolder, ...more }: BaseUrlSources): Promise<string> {
  const ofFolder = folder === undefined ? [] : [localSettingsFile(folder), join(folder, '.claude', 'settings.json')];
  const files = [...ofFolder, userSettingsFile(userFolder)];
  const inFiles = await Promise.all(
    files.map(async file => {
      const url = await readBaseUrl(file);
      return url !== undefined && !isForeignUrl(url, more.ownPort) ? more.behindOurs?.(file) : url;
    }),
  );
  const found = [...inFiles, ...more.environmentUrls].find(url => url !== undefined && isForeignUrl(url, more.ownPort));
  return found ?? anthropicUrl;
}

async function readBaseUrl(file: string): Promise<string | undefined> {
  const text = await readForeignFile(file).catch(() => undefined);
  const url = text === undefined ? undefined : readJsonText(text, baseUrlPath);
  return url !== undefined && URL.canParse(url) ? url : undefined;
}

/** True for a URL that leads elsewhere than to us; one that is none leads nowhere. */
export function isForeignUrl(url: string, ownPort: number): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port } = new URL(url);
  return !(['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && port === String(ownPort));
}
