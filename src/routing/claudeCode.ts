import { anthropicUrl, type BaseUrlSources, baseUrlPath, effectiveBaseUrl, localSettingsFile } from './baseUrl.ts';
import { chainUpstream } from './chainedUpstreams.ts';
import { holdsOurs } from './foreignEdit.ts';
import { readForeignFile } from './foreignFile.ts';
import { editForeignFile } from './foreignFiles.ts';
import { exclusionFor } from './gitExclude.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry } from './journalEntry.ts';

export const claudeCodeClient = 'Claude Code';

export interface ClaudeCodeRoute extends Omit<BaseUrlSources, 'ownPort'> {
  readonly home: string;
  readonly port: number;
  /** True when a person has named the upstream in our own settings: then no earlier gateway is chained. */
  readonly hasOwnUpstream?: boolean;
  /** What people call the project; its requests are filed under it. */
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Leads Claude Code in one folder, in its panel, terminals and SDK, to the engine. Conversations that run follow within
 * seconds. A gateway that was configured before becomes the upstream of this folder's requests.
 */
export async function connectClaudeCode(journal: Journal, route: ClaudeCodeRoute): Promise<void> {
  const { folder, port, now, home } = route;
  const file = localSettingsFile(folder);
  const exclusion = await exclusionFor(file, folder);
  await journal.exclusively(async pages => {
    const earlier = pages.entries.find(entry => entry.file === file);
    const isOurs = earlier !== undefined && holdsOurs(earlier, baseUrlPath, await readForeignFile(file));
    const known = isOurs ? earlier.route?.effectiveUrl : undefined;
    const effectiveUrl = known ?? (await effectiveBaseUrl({ ...route, ownPort: port }));
    const isPlain = effectiveUrl === anthropicUrl || route.hasOwnUpstream === true;
    const chained = isPlain ? undefined : await chainUpstream(home, effectiveUrl);
    if (exclusion !== undefined) {
      await editForeignFile(pages, exclusion.file, { wishes: [{ kind: 'line', line: exclusion.line }], now });
    }
    await editForeignFile(pages, file, {
      wishes: [
        { kind: 'json', path: baseUrlPath, value: routeUrl(route, chained) },
        // Older versions send every tool definition to a base URL that they do not know, 7k tokens of them.
        { kind: 'json', path: ['env', 'ENABLE_TOOL_SEARCH'], value: 'true' },
      ],
      route: { client: claudeCodeClient, folder, port, effectiveUrl },
      now,
    });
  });
}

/** The entry that leads Claude Code in this folder to us, if one does. */
export function claudeCodeEntry(entries: readonly JournalEntry[], folder: string): JournalEntry | undefined {
  const file = localSettingsFile(folder);
  return entries.find(entry => entry.file === file && entry.route !== undefined);
}

function routeUrl({ port, label }: ClaudeCodeRoute, chained: string | undefined): string {
  const upstream = chained === undefined ? '' : `/u/${chained}`;
  return `http://127.0.0.1:${port}/w/${encodeURIComponent(label)}${upstream}`;
}
