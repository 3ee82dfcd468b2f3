/** One file's part of a unified diff. */
export interface FileDiff {
  /** Lines before the first hunk: `diff --git`, `index`, `---`, `+++`, renames, modes. */
  readonly header: readonly string[];
  readonly path: string;
  readonly hunks: readonly Hunk[];
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
    const hunk = file?.hunks.at(-1);
    if (hunk !== undefined && takesLine(hunk, line)) hunk.body.push(line);
    else if (startsFile(lines, i)) files.push({ header: [line], hunks: [] });
    else if (file === undefined) preamble.push(line);
    else if (line.startsWith('@@ ')) file.hunks.push(openHunk(line));
    else if (hunk === undefined) file.header.push(line);
    else hunk.body.push(line);
  });
  if (!files.some(file => file.hunks.length > 0)) return undefined;
  return {
    length: lines.length,
    preamble,
    files: files.map(({ header, hunks }) => ({ header, hunks, path: pathOf(header) })),
  };
}

interface OpenFile {
  readonly header: string[];
  readonly hunks: OpenHunk[];
}

/** The head says how many lines of either side follow, which tells a removed `-- x` from a file header. */
interface OpenHunk {
  readonly head: string;
  readonly body: string[];
  oldLeft: number;
  newLeft: number;
}

function openHunk(head: string): OpenHunk {
  const match = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(head);
  const [oldLeft, newLeft] = match === null ? [0, 0] : [Number(match[1] ?? 1), Number(match[2] ?? 1)];
  return { head, body: [], oldLeft, newLeft };
}

function takesLine(hunk: OpenHunk, line: string): boolean {
  if (line.startsWith('\\')) return true;
  if (hunk.oldLeft <= 0 && hunk.newLeft <= 0) return false;
  if (!line.startsWith('+')) hunk.oldLeft -= 1;
  if (!line.startsWith('-')) hunk.newLeft -= 1;
  return true;
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
