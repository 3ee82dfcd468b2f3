import { join } from 'node:path';
import type { Wish } from './foreignEdit.ts';
import { editForeignFile } from './foreignFiles.ts';
import { exclusionFor, isTracked } from './gitExclude.ts';
import type { JournalPages } from './journal.ts';

/** How Claude Code starts our MCP server. */
export interface RetrievalServer {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const serverName = 'headroom';

/** Claude Code asks about servers of a project and about each use of a tool; the person has answered both here. */
export const retrievalPermissions: readonly Wish[] = [
  { kind: 'item', path: ['enabledMcpjsonServers'], value: serverName },
  { kind: 'item', path: ['permissions', 'allow'], value: `mcp__${serverName}__headroom_retrieve` },
];

export interface RetrievalRegistration {
  readonly folder: string;
  readonly server: RetrievalServer;
  /** The settings file of the route that this belongs to. */
  readonly companionOf: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Offers our tools to Claude Code in one folder, by the file in which a project lists its servers. New conversations
 * find it. Throws when the file is under version control: what is ours must not end up in a commit.
 */
export async function registerRetrieval(
  pages: JournalPages,
  { folder, server, companionOf, now }: RetrievalRegistration,
): Promise<void> {
  const { command, args, env } = server;
  const file = join(folder, '.mcp.json');
  if (await isTracked(file, folder)) {
    throw new Error(
      `${file} is under version control, so it is left alone. Run this in the folder instead: ${commandLine(server)}`,
    );
  }
  const exclusion = await exclusionFor(file, folder);
  if (exclusion !== undefined) {
    await editForeignFile(pages, exclusion.file, { wishes: [{ kind: 'line', line: exclusion.line }], now });
  }
  await editForeignFile(pages, file, {
    wishes: [{ kind: 'json', path: ['mcpServers', serverName], value: { command, args, env } }],
    companionOf,
    now,
  });
}

/** Claude Code's own command for the same, for the person alone and in any folder with `-s user`. */
export function commandLine({ command, args, env }: RetrievalServer, scope: 'local' | 'user' = 'local'): string {
  const variables = Object.entries(env).flatMap(([name, value]) => ['-e', quoted(`${name}=${value}`)]);
  return ['claude mcp add -s', scope, serverName, ...variables, '--', ...[command, ...args].map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll(/(["\\$`])/g, '\\$1')}"`;
}
