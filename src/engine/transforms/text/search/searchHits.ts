/** One line of a search result: `path:12:text`, `path:12:5:text`, or `path-12-text` for a context line. */
export interface Hit {
  readonly path: string;
  /** What stands between the path and the text, separators left out at the front: `12:` or `12:5:` or `12-`. */
  readonly place: string;
  readonly line: number;
  readonly isContext: boolean;
  readonly text: string;
}

const hit = /^((?:[A-Za-z]:[\\/])?[^:\n]{1,400}?):(\d{1,9})(:\d{1,6})?:/;
const bareHit = /^((?:[A-Za-z]:[\\/])?[^\s:]{1,400}):(?=.)/;
const context = /^(.{1,400}?)-(\d{1,9})-/;

/** Reads lines that carry their path themselves; `undefined` per line that is no hit. Paths decide about context lines. */
export function readHits(lines: readonly string[]): (Hit | undefined)[] {
  const hits = lines.map(readHit);
  const paths = new Set(hits.flatMap(found => (found === undefined ? [] : [found.path])));
  if (paths.size === 0) return hits;
  return hits.map((found, i) => found ?? readContext(lines[i] ?? '', paths));
}

function readHit(line: string): Hit | undefined {
  const match = hit.exec(line);
  if (match === null) return undefined;
  const [all, path = '', number = '', column = ''] = match;
  if (!isPath(path)) return undefined;
  return { path, place: `${number}${column}:`, line: Number(number), isContext: false, text: line.slice(all.length) };
}

/** A hyphen is common in paths, so a context line counts only when a hit names the same file. */
function readContext(line: string, paths: ReadonlySet<string>): Hit | undefined {
  for (let from = 1; ; ) {
    const dash = line.indexOf('-', from);
    if (dash < 0 || dash > 400) return undefined;
    const path = line.slice(0, dash);
    const match = paths.has(path) ? context.exec(line.slice(dash - 1)) : null;
    if (match !== null && match[1]?.length === 1) {
      const number = match[2] ?? '';
      const text = line.slice(dash + number.length + 2);
      return { path, place: `${number}-`, line: Number(number), isContext: true, text };
    }
    from = dash + 1;
  }
}

/** `path:text` without a line number, as `grep -r` without `-n` prints it. */
export function readBareHit(line: string): { readonly path: string; readonly text: string } | undefined {
  const match = bareHit.exec(line);
  const path = match?.[1];
  if (match === null || path === undefined || !/[./\\]/.test(path) || !isPath(path)) return undefined;
  return { path, text: line.slice(match[0].length) };
}

function isPath(path: string): boolean {
  return /[./\\]|^\w+$/.test(path) && !/[<>|"*?]/.test(path) && !/^\d/.test(path) && !/\s{2}|\t/.test(path);
}
