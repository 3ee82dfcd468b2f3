import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A transcript on disk; nothing here ever writes to one. */
export interface TranscriptFile {
  readonly path: string;
  readonly session: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly changedAtMs: number;
  /** The sub-agent whose own file it is. */
  readonly agent?: string;
}

/** Projects lie at most so deep below the folder; a sub-agent's file is three deeper. */
const deepest = 6;

/** Where Claude Code keeps its transcripts: under `$CLAUDE_CONFIG_DIR`, else in the user's folder. */
export function transcriptsFolder(
  environment: Readonly<Record<string, string | undefined>>,
  userHome: string = homedir(),
): string {
  const given = environment.CLAUDE_CONFIG_DIR;
  return join(given === undefined || given === '' ? join(userHome, '.claude') : given, 'projects');
}

/** The transcripts in a folder, or the one that the path itself names, newest first. Without any the list is empty. */
export async function findTranscripts(path: string, sinceMs = 0): Promise<readonly TranscriptFile[]> {
  const paths = path.endsWith('.jsonl') ? [path] : await filesBelow(path, deepest);
  const found = await Promise.all(paths.map(describeFile));
  return found
    .filter(file => file !== undefined)
    .filter(({ changedAtMs, bytes }) => changedAtMs >= sinceMs && bytes > 0)
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs);
}

async function filesBelow(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const found = await Promise.all(
    entries.map(async entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return depth > 0 ? filesBelow(path, depth - 1) : [];
      return entry.isFile() && entry.name.endsWith('.jsonl') ? [path] : [];
    }),
  );
  return found.flat();
}

async function describeFile(path: string): Promise<TranscriptFile | undefined> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined || !facts.isFile()) return undefined;
  const name = basename(path, '.jsonl');
  const common = { path, bytes: facts.size, changedAtMs: facts.mtimeMs };
  if (!name.startsWith('agent-')) return { ...common, session: name };
  const folder = dirname(path);
  const session = basename(folder) === 'subagents' ? basename(dirname(folder)) : name;
  return { ...common, session, agent: await agentName(path, name) };
}

/** What the agent was asked to do, in the client's words. */
async function agentName(path: string, name: string): Promise<string> {
  try {
    const meta: unknown = JSON.parse(await readFile(path.replace(/\.jsonl$/, '.meta.json'), 'utf8'));
    if (typeof meta === 'object' && meta !== null && 'description' in meta && typeof meta.description === 'string') {
      return meta.description;
    }
  } catch {
    // Older versions write none.
  }
  return name.slice('agent-'.length);
}
