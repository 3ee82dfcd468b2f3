import {
  anthropicUrl,
  type BaseUrlSources,
  baseUrlPath,
  effectiveBaseUrl,
  localSettingsFile,
  userSettingsFile,
} from './baseUrl.ts';
import { chainUpstream } from './chainedUpstreams.ts';
import { type RetrievalServer, registerRetrieval, retrievalPermissions } from './claudeCodeRetrieval.ts';
import { holdsOurs } from './foreignEdit.ts';
import { readForeignFile } from './foreignFile.ts';
import { editForeignFile } from './foreignFiles.ts';
import { exclusionFor } from './gitExclude.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry } from './journalEntry.ts';

export const claudeCodeClient = 'Claude Code';

/** A settings file that can lead Claude Code here. */
export interface ClaudeCodePlace {
  readonly file: string;
  /** Where it holds, and whose repository must not see the file; absent when it holds everywhere. */
  readonly folder?: string;
  /** What people call the project; its requests are filed under it. */
  readonly label?: string;
}

/** Claude Code in one folder, by settings that win over all others. */
export function placeInFolder(folder: string, label: string): ClaudeCodePlace {
  return { file: localSettingsFile(folder), folder, label };
}

/** Claude Code in every folder that has no base URL of its own. */
export function placeOfUser(userFolder: string): ClaudeCodePlace {
  return { file: userSettingsFile(userFolder) };
}

export interface ClaudeCodeRoute extends Omit<BaseUrlSources, 'ownPort' | 'folder'> {
  readonly place: ClaudeCodePlace;
  readonly home: string;
  readonly port: number;
  /** True when a person has named the upstream in our own settings: then no earlier gateway is chained. */
  readonly hasOwnUpstream?: boolean;
  /** Set when the person wants Claude Code to fetch originals back; for a place with a folder. */
  readonly retrieval?: RetrievalServer | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Leads Claude Code in one place, in its panel, terminals and SDK, to the engine. Conversations that run follow within
 * seconds. A gateway that was configured before becomes the upstream of this place's requests.
 */
export async function connectClaudeCode(journal: Journal, route: ClaudeCodeRoute): Promise<void> {
  const { place, port, now, home, userFolder } = route;
  const { file, folder } = place;
  const exclusion = folder === undefined ? undefined : await exclusionFor(file, folder);
  await journal.exclusively(async pages => {
    const earlier = pages.entries.find(entry => entry.file === file);
    const isOurs = earlier !== undefined && holdsOurs(earlier, baseUrlPath, await readForeignFile(file));
    const known = isOurs ? earlier.route?.effectiveUrl : undefined;
    const behindOurs = (other: string): string | undefined =>
      pages.entries.find(entry => entry.file === other)?.route?.effectiveUrl;
    const effectiveUrl = known ?? (await effectiveBaseUrl({ ...route, folder, ownPort: port, behindOurs }));
    const isPlain = effectiveUrl === anthropicUrl || route.hasOwnUpstream === true;
    const chained = isPlain ? undefined : await chainUpstream(home, effectiveUrl);
    const retrieval = folder === undefined ? undefined : route.retrieval;
    if (folder !== undefined && retrieval !== undefined) {
      await registerRetrieval(pages, { folder, server: retrieval, companionOf: file, now });
    }
    if (exclusion !== undefined) {
      await editForeignFile(pages, exclusion.file, { wishes: [{ kind: 'line', line: exclusion.line }], now });
    }
    await editForeignFile(pages, file, {
      wishes: [
        { kind: 'json', path: baseUrlPath, value: routeUrl(route, chained) },
        // Older versions send every tool definition to a base URL that they do not know, 7k tokens of them.
        { kind: 'json', path: ['env', 'ENABLE_TOOL_SEARCH'], value: 'true' },
        ...(retrieval === undefined ? [] : retrievalPermissions),
      ],
      route: { client: claudeCodeClient, folder: folder ?? userFolder, port, effectiveUrl },
      now,
    });
  });
}

/** The entry that leads Claude Code in this place to us, if one does. */
export function claudeCodeEntry(entries: readonly JournalEntry[], { file }: ClaudeCodePlace): JournalEntry | undefined {
  return entries.find(entry => entry.file === file && entry.route !== undefined);
}

function routeUrl({ port, place }: ClaudeCodeRoute, chained: string | undefined): string {
  const label = place.label === undefined ? '' : `/w/${encodeURIComponent(place.label)}`;
  const upstream = chained === undefined ? '' : `/u/${chained}`;
  return `http://127.0.0.1:${port}${label}${upstream}`;
}
