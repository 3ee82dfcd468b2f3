import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isForeignUrl } from '../../routing/baseUrl.ts';

export interface BaseUrlSources {
  readonly environment: NodeJS.ProcessEnv;
  /** `terminal.integrated.env.<platform>`; VS Code puts it under the variables that extensions set. */
  readonly terminalEnvironment: Readonly<Record<string, unknown>>;
  readonly userFolder: string;
  readonly workspaceFolders: readonly string[];
  /** Our own port: a URL that already points at us is no upstream. */
  readonly ownPort: number;
}

interface SettingsFileUrl {
  readonly url: string;
  readonly file: string;
}

export interface PriorBaseUrl {
  /** Where Claude Code in a terminal went before us. Our terminals override it, so it becomes our upstream. */
  readonly upstream?: string;
  /** Settings of Claude Code that win over any terminal's environment: there its traffic goes past us. */
  readonly bypasses: readonly SettingsFileUrl[];
}

const variable = 'ANTHROPIC_BASE_URL';

/** Finds every base URL that was set before us, because a company gateway must stay in the way of a request. */
export async function findPriorBaseUrl(sources: BaseUrlSources): Promise<PriorBaseUrl> {
  const upstream = [sources.terminalEnvironment[variable], sources.environment[variable]].find(
    url => typeof url === 'string' && isForeignUrl(url, sources.ownPort),
  );
  const found = await Promise.all(settingsFiles(sources).map(readBaseUrl));
  return {
    ...(typeof upstream === 'string' ? { upstream } : {}),
    bypasses: found.filter(entry => entry !== undefined).filter(entry => isForeignUrl(entry.url, sources.ownPort)),
  };
}

function settingsFiles(sources: BaseUrlSources): readonly string[] {
  const inWorkspace = sources.workspaceFolders.flatMap(folder => [
    join(folder, '.claude', 'settings.local.json'),
    join(folder, '.claude', 'settings.json'),
  ]);
  return [...inWorkspace, join(sources.userFolder, '.claude', 'settings.json')];
}

async function readBaseUrl(file: string): Promise<SettingsFileUrl | undefined> {
  try {
    const settings: { env?: Record<string, unknown> } | null = JSON.parse(await readFile(file, 'utf8'));
    const url = settings?.env?.[variable];
    return typeof url === 'string' ? { url, file } : undefined;
  } catch {
    // Missing, or not JSON: Claude Code ignores such a file too.
    return undefined;
  }
}
