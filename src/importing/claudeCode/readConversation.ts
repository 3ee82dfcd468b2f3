import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportedRequest } from '../importedRequest.ts';
import type { TranscriptFile } from './findTranscripts.ts';
import { requestsOf } from './requestsOf.ts';
import { readTranscript } from './transcript.ts';

/** The requests of one session, with those of its sub-agents in between. */
export interface ImportedConversation {
  readonly session: string;
  /** The folder in which the client worked. */
  readonly project: string;
  readonly requestCount: number;
  /** Lines that could not be read, in all files. */
  readonly unread: number;
  /** Oldest first; made one by one. */
  requests(): Generator<ImportedRequest>;
}

/** Files beyond this size do not fit into memory several times over. */
const largestFileBytes = 256 * 1024 * 1024;

/** The files of each session together, in the order in which the sessions come. */
export function groupBySession(files: readonly TranscriptFile[]): readonly (readonly TranscriptFile[])[] {
  return [...Map.groupBy(files, ({ session }) => session).values()];
}

/** Reads the files of one session. Sub-agents have conversations of their own, so theirs follow the main one. */
export async function readConversation(files: readonly TranscriptFile[]): Promise<ImportedConversation> {
  const readable = files.filter(({ bytes }) => bytes <= largestFileBytes);
  const sources = readable.toSorted((a, b) => Number(a.agent !== undefined) - Number(b.agent !== undefined));
  const read = await Promise.all(
    sources.map(async ({ path, session, agent }) => {
      const text = await readFile(path, 'utf8');
      const transcript = readTranscript(text);
      const owner = { session, ...(agent !== undefined && { agentName: agent }) };
      return { transcript, owner, project: projectOf(text) };
    }),
  );
  return {
    session: files[0]?.session ?? '',
    project: read.find(({ project }) => project !== undefined)?.project ?? 'unknown',
    requestCount: read.reduce((sum, { transcript }) => sum + transcript.answers.length, 0),
    unread: read.reduce((sum, { transcript }) => sum + transcript.unread, 0),
    *requests() {
      for (const { transcript, owner } of read) yield* requestsOf(transcript, owner);
    },
  };
}

function projectOf(text: string): string | undefined {
  const [, folder] = /"cwd":("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  const path: unknown = folder === undefined ? undefined : JSON.parse(folder);
  return typeof path === 'string' ? basename(path.replaceAll('\\', '/')) : undefined;
}
