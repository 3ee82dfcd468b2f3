import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportedRequest } from '../importedRequest.ts';
import type { TranscriptFile } from './findTranscripts.ts';
import { requestsOf, type TranscriptOwner } from './requestsOf.ts';
import { readTranscript, type Transcript } from './transcript.ts';

/** The requests of one session, with those of its sub-agents in between. */
export interface ImportedConversation {
  readonly session: string;
  /** The folder in which the client worked. */
  readonly project: string;
  readonly requestCount: number;
  /** Lines that could not be read, in all files. */
  readonly unread: number;
  /** Files that could not be read, or are too large. */
  readonly unreadFiles: number;
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
  const sources = files.toSorted((a, b) => Number(a.agent !== undefined) - Number(b.agent !== undefined));
  const read = (await Promise.all(sources.map(readSource))).filter(source => source !== undefined);
  return {
    session: files[0]?.session ?? '',
    project: read.find(({ project }) => project !== undefined)?.project ?? 'unknown',
    requestCount: read.reduce((sum, { transcript }) => sum + transcript.answers.length, 0),
    unread: read.reduce((sum, { transcript }) => sum + transcript.unread, 0),
    unreadFiles: files.length - read.length,
    *requests() {
      for (const { transcript, owner } of read) yield* requestsOf(transcript, owner);
    },
  };
}

interface Source {
  readonly transcript: Transcript;
  readonly owner: TranscriptOwner;
  readonly project: string | undefined;
}

/** Undefined for a file that is too large, gone or not ours to read: the others of its session are read without it. */
async function readSource({ path, session, agent, bytes }: TranscriptFile): Promise<Source | undefined> {
  const text = bytes > largestFileBytes ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const owner = { session, ...(agent !== undefined && { agentName: agent }) };
  return { transcript: readTranscript(text), owner, project: projectOf(text) };
}

/** A line may be cut off within the folder's name; then a later one tells it. */
function projectOf(text: string): string | undefined {
  for (const [, folder = ''] of text.matchAll(/"cwd":("(?:[^"\\\n]|\\.)*")/g)) {
    const path = parseJson(folder);
    if (typeof path === 'string') return basename(path.replaceAll('\\', '/'));
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
