/** One entry of `git log` in its usual form. Line numbers count from 0. */
export interface Commit {
  readonly hash: string;
  /** What follows the hash, such as ` (HEAD -> main)`. */
  readonly refs: string;
  readonly author: string;
  readonly date: string;
  /** Without indentation; blank lines at both ends left out. */
  readonly message: readonly string[];
  /** Lines of `--stat`, one a file. */
  readonly files: readonly string[];
  /** ` 4 files changed, 61 insertions(+)`. */
  readonly totals: string | undefined;
  /** Lines of other kinds, such as notes. */
  readonly others: readonly string[];
  readonly line: number;
}

const head = /^commit ([0-9a-f]{7,64})((?: \(.{1,200}\))?)$/;
const leastCommits = 3;

/** Reads `git log` with or without `--stat`; `undefined` for anything else, and for logs that hold patches. */
export function readLog(lines: readonly string[]): readonly Commit[] | undefined {
  const start = lines.findIndex(line => line !== '');
  if (!head.test(lines[start] ?? '')) return undefined;
  const starts = lines.flatMap((line, i) => (head.test(line) ? [i] : []));
  if (starts.length < leastCommits || lines.some(line => /^(?:diff --git |@@ -\d)/.test(line))) return undefined;
  return starts.map((from, i) => readCommit(lines, from, starts[i + 1] ?? lines.length));
}

const fileLine = /^ \S.* \|\s+(?:\d+(?: [+-]+)?|Bin\b.*)\s*$/;
const totalLine = /^ \d+ files? changed(?:, \d+ (?:insertion|deletion)s?\([+-]\)){0,2}$/;

function readCommit(lines: readonly string[], from: number, to: number): Commit {
  const [, hash = '', refs = ''] = head.exec(lines[from] ?? '') ?? [];
  const message: string[] = [];
  const files: string[] = [];
  const others: string[] = [];
  const fields = new Map<string, string>();
  let totals: string | undefined;
  let at = from + 1;
  for (; at < to; at++) {
    const field = /^(\w+): +(.*)$/.exec(lines[at] ?? '');
    if (field === null) break;
    fields.set(field[1] ?? '', field[2] ?? '');
  }
  for (; at < to; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('    ')) message.push(line.slice(4));
    else if (fileLine.test(line)) files.push(line);
    else if (totalLine.test(line)) totals = line;
    else if (line === '') {
      if (message.length > 0 && files.length === 0) message.push('');
    } else others.push(line);
  }
  while (message.at(-1) === '') message.pop();
  const author = fields.get('Author') ?? '';
  const date = fields.get('Date') ?? fields.get('AuthorDate') ?? '';
  const merge = fields.get('Merge');
  if (merge !== undefined) others.unshift(`Merge: ${merge}`);
  return { hash, refs, author, date, message, files, totals, others, line: from };
}
