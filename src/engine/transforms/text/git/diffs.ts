/** One file's part of a unified diff. */
export interface FileDiff {
  /** Lines before the first hunk: `diff --git`, `index`, `---`, `+++`, renames, modes. */
  readonly header: readonly string[];
  readonly path: string;
  readonly hunks: readonly Hunk[];
  /** Lines after the last hunk that are no diff: the head of the next commit, the output of the next command, a cut. */
  readonly trailer: readonly string[];
}

export interface Hunk {
  /** The `@@ -a,b +c,d @@` line. */
  readonly head: string;
  readonly body: readonly string[];
}

export interface Diff {
  /** Lines before the first file, such as a commit message. */
  readonly preamble: readonly string[];
  readonly files: readonly FileDiff[];
  /** In lines. */
  readonly length: number;
}

/** Reads unified diffs with or without git's headers; `undefined` when there is no hunk. */
export function readDiff(lines: readonly string[]): Diff | undefined {
  const preamble: string[] = [];
  const files: OpenFile[] = [];
  lines.forEach((line, i) => {
    const file = files.at(-1);
    if (file !== undefined && takesLine(file, line)) file.hunks.at(-1)?.body.push(line);
    else if (startsFile(lines, i)) files.push({ header: [line], hunks: [], trailer: [] });
    else if (file === undefined) preamble.push(line);
    else addLine(file, line);
  });
  if (!files.some(file => file.hunks.length > 0)) return undefined;
  return { length: lines.length, preamble, files: files.map(file => ({ ...file, path: pathOf(file.header) })) };
}

interface OpenFile {
  readonly header: string[];
  readonly hunks: OpenHunk[];
  readonly trailer: string[];
}

/** The head says how many lines of either side follow, which tells a removed `-- x` from a file header. */
interface OpenHunk {
  readonly head: string;
  readonly body: string[];
  oldLeft: number;
  newLeft: number;
}

/** Whether the line belongs to the file's last hunk. A line of another form ends a hunk early, as clients cut long diffs. */
function takesLine(file: OpenFile, line: string): boolean {
  const hunk = file.hunks.at(-1);
  if (hunk === undefined || file.trailer.length > 0) return false;
  if (line.startsWith('\\')) return true;
  if (!hunkLine.test(line) || (hunk.oldLeft <= 0 && hunk.newLeft <= 0)) return false;
  if (!line.startsWith('+')) hunk.oldLeft -= 1;
  if (!line.startsWith('-')) hunk.newLeft -= 1;
  return true;
}

/** Editors and settled output leave nothing of an empty context line. */
const hunkLine = /^(?:[ +-]|\r?$)/;

/** Hunks of a file follow each other, so behind anything else a hunk's head is quoted by whatever printed that. */
function addLine(file: OpenFile, line: string): void {
  const hunk = file.trailer.length > 0 ? undefined : openHunk(line);
  if (hunk !== undefined) file.hunks.push(hunk);
  else if (file.hunks.length === 0) file.header.push(line);
  else file.trailer.push(line);
}

function openHunk(head: string): OpenHunk | undefined {
  const match = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(head);
  if (match === null) return undefined;
  return { head, body: [], oldLeft: Number(match[1] ?? 1), newLeft: Number(match[2] ?? 1) };
}

function startsFile(lines: readonly string[], i: number): boolean {
  const line = lines[i] ?? '';
  if (line.startsWith('diff --git ') || line.startsWith('diff -')) return true;
  const previous = lines[i - 1] ?? '';
  const isBare = !/^(?:index |diff |similarity |rename |new file|deleted file|old mode|new mode|Index: |===)/.test(
    previous,
  );
  return isBare && line.startsWith('--- ') && (lines[i + 1] ?? '').startsWith('+++ ');
}

function pathOf(header: readonly string[]): string {
  const after = header
    .find(line => line.startsWith('+++ '))
    ?.slice(4)
    .replace(/\t.*$/, '');
  const before = header
    .find(line => line.startsWith('--- '))
    ?.slice(4)
    .replace(/\t.*$/, '');
  const path = after === undefined || after === '/dev/null' ? before : after;
  const named = path ?? / b\/(.+)$/.exec(header[0] ?? '')?.[1] ?? header[0] ?? '';
  return named.replace(/^[abciw]\//, '');
}
