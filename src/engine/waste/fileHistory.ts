import type { WeighedBlock } from './finding.ts';

const readers = /^(?:Read|read|view|read_file|readFile|open_file)$/;
const editors =
  /^(?:Edit|MultiEdit|Write|NotebookEdit|edit|write|create|str_replace|replace|write_file|edit_file|apply_patch|insert_edit_into_file|replace_string_in_file)$/;

/** What happened to one file in a conversation, in order. */
export interface FileHistory {
  readonly reads: readonly WeighedBlock[];
  /** Positions of the calls that changed it. */
  readonly edits: readonly number[];
}

/** Histories by path. Errors in a client's own words count as reads too; they are small. */
export function fileHistories(blocks: readonly WeighedBlock[]): ReadonlyMap<string, FileHistory> {
  const histories = new Map<string, { reads: WeighedBlock[]; edits: number[] }>();
  for (const block of blocks) {
    const { subject, tool = '', kind } = block;
    if (subject === undefined) continue;
    const isRead = kind === 'toolResult' && readers.test(tool);
    const isEdit = kind === 'toolCall' && editors.test(tool);
    if (!isRead && !isEdit) continue;
    const history = histories.get(subject) ?? { reads: [], edits: [] };
    if (isRead) history.reads.push(block);
    else history.edits.push(block.position);
    histories.set(subject, history);
  }
  return histories;
}

/** A later read of the very same lines that found other text: the file had changed in between. */
export function contradicts(later: WeighedBlock, read: WeighedBlock): boolean {
  const asksSameLines = later.lines?.from === read.lines?.from && later.lines?.to === read.lines?.to;
  return later.position > read.position && asksSameLines && later.hash !== read.hash;
}

/** The last part of a path, by which people know a file. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).findLast(part => part !== '') ?? path;
}
