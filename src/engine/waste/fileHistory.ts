import type { WeighedBlock } from './finding.ts';
import type { LineRange } from './lineRange.ts';

/** A result that shows lines of a file. */
export interface FileRead {
  readonly block: WeighedBlock;
  readonly lines: LineRange;
}

/** What happened to one file in a conversation, in order. */
export interface FileHistory {
  readonly reads: readonly FileRead[];
  /** Positions of the calls that changed it. */
  readonly edits: readonly number[];
  /** Positions of the calls that may have changed it: nobody can say which files they touched. */
  readonly doubts: readonly number[];
}

/** Histories by path. What failed neither showed nor changed anything. */
export function fileHistories(blocks: readonly WeighedBlock[]): ReadonlyMap<string, FileHistory> {
  const failed = new Set(blocks.flatMap(({ failed: hasFailed, callId }) => (hasFailed === true ? [callId] : [])));
  const histories = new Map<string, { reads: FileRead[]; edits: number[]; doubts: number[] }>();
  const doubts: number[] = [];
  const historyOf = (path: string) => {
    const known = [...histories.keys()].find(other => isSameFile(other, path)) ?? path;
    const history = histories.get(known) ?? { reads: [], edits: [], doubts };
    histories.set(known, history);
    return history;
  };
  for (const block of blocks) {
    const { use, kind, callId, position } = block;
    if (use === undefined || (callId !== undefined && failed.has(callId))) continue;
    if (kind === 'toolResult' && use.read !== undefined) {
      historyOf(use.read.path).reads.push({ block, lines: use.read.lines });
    }
    if (kind !== 'toolCall') continue;
    for (const path of new Set(use.writes)) historyOf(path).edits.push(position);
    if (use.mayWriteAny === true) doubts.push(position);
  }
  return histories;
}

/** The same call again that found other text in the same lines: the file had changed in between. */
export function contradicts(later: FileRead, read: FileRead): boolean {
  const [a, b] = [later.block, read.block];
  const isSameCall = a.tool === b.tool && a.subject === b.subject;
  const asksSameLines = later.lines.from === read.lines.from && later.lines.to === read.lines.to;
  return a.position > b.position && isSameCall && asksSameLines && a.hash !== b.hash;
}

/** A relative path means the absolute one that ends with it; a bare name may be in any folder. */
export function isSameFile(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other]
    .map(path => path.replace(/^\.[/\\]/, ''))
    .toSorted((a, b) => a.length - b.length);
  return short === long || (/[/\\]/.test(short) && (long.endsWith(`/${short}`) || long.endsWith(`\\${short}`)));
}

/** The last part of a path, by which people know a file. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).findLast(part => part !== '') ?? path;
}
