/** One folder as `ls -l` lists it. */
export interface Listing {
  /** The heading of `ls -lR`, without its colon; `undefined` for the only folder. */
  readonly folder: string | undefined;
  readonly total: string | undefined;
  readonly entries: readonly ListedEntry[];
}

export interface ListedEntry {
  /** The whole line. */
  readonly line: string;
  /** `-rw-r--r--`. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  /** As printed, e.g. `4096` or `1.2K`. */
  readonly size: string;
  /** With ` -> target` for links. */
  readonly name: string;
}

const entryLine =
  /^([-dlbcpsD][-rwxsStTl]{9}[.+@]?) +\d+ +(\S+) +(\S+) +(\d[\d.,]*[KMGTP]?|\d+, +\d+) +(?:[A-Z][a-z]{2} +\d{1,2} +(?:\d\d:\d\d|\d{4})|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d\.\d+ [+-]\d{4})?) (.+)$/;
const heading = /^(\S.{0,300}):$/;

/** Reads `ls -l` and `ls -lR`; `undefined` when a line is of no listing or there are few entries. */
export function readListings(lines: readonly string[]): readonly Listing[] | undefined {
  const listings: { folder: string | undefined; total: string | undefined; entries: ListedEntry[] }[] = [];
  let entries = 0;
  for (const line of lines) {
    const match = entryLine.exec(line);
    const current = listings.at(-1);
    if (match !== null) {
      const [, mode = '', owner = '', group = '', size = '', name = ''] = match;
      const open = current ?? { folder: undefined, total: undefined, entries: [] };
      if (current === undefined) listings.push(open);
      open.entries.push({ line, mode, owner, group, size, name });
      entries += 1;
    } else if (/^total \d\S*$/.test(line)) {
      if (current === undefined || current.entries.length > 0)
        listings.push({ folder: undefined, total: line, entries: [] });
      else current.total = line;
    } else if (heading.test(line)) {
      listings.push({ folder: heading.exec(line)?.[1], total: undefined, entries: [] });
    } else if (line.trim() !== '') return undefined;
  }
  return entries >= leastEntries ? listings : undefined;
}

const leastEntries = 12;
