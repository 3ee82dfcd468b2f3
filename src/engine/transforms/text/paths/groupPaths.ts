import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote, withThousands } from '../../marker.ts';
import type { Transform } from '../../transform.ts';
import { type ListedPath, readPathList } from './pathLists.ts';

/** Long lists of paths, written as the tree that they come from. */
export const groupPaths: Transform = {
  id: 'group_paths',
  summary: 'Writes a list of paths as an indented tree, in the same order; every path is still there.',
  grade: 'decodable',
  apply: ({ text }) => {
    const lines = text.split('\n');
    const paths = readPathList(lines);
    if (paths === undefined) return undefined;
    const output = renderTree(lines, paths);
    if (output.length > text.length * 0.95) return undefined;
    const count = withThousands(paths.filter(path => path !== undefined).length);
    return { output, reason: say('did.pathsTree', { n: count }) };
  },
};

/**
 * Every folder is opened once per visit, one blank of indentation deeper than its parent; files of one kind that follow each
 * other in it share a line. In lists such as those of `find` most folders are entries themselves, directly before their
 * content; then `name/` is both, and `name//` only a heading.
 */
function renderTree(lines: readonly string[], paths: readonly (ListedPath | undefined)[]): string {
  const foldersAreListed = listsFolders(paths);
  const folders = foldersAreListed
    ? 'a line that ends in / is a folder and itself in the list, one that ends in // only a heading'
    : 'a line that ends in / is a folder, only a heading';
  const count = withThousands(paths.filter(path => path !== undefined).length);
  const out = [
    rewriteNote(
      `${count} paths in their order as an indented tree; ${folders}; {a,b}.c are a.c and b.c; \\ marks other lines`,
    ),
  ];
  let open: ListedPath = [];
  for (let i = 0; i < lines.length; ) {
    const path = paths[i];
    if (path === undefined) {
      out.push(`\\${lines[i] ?? ''}`);
      i += 1;
      continue;
    }
    const shared = Math.min(sharedDepth(open, path), path.length - 1);
    // A folder with a single entry needs no line of its own.
    const at = Math.min(Math.max(shared, sharedDepth(path, paths[i + 1] ?? [])), path.length - 1);
    for (let d = shared; d < at; d++) out.push(`${' '.repeat(d)}${path[d]}/${foldersAreListed ? '/' : ''}`);
    const end = endOfRun(paths, i, at);
    if (end - i >= leastRun) {
      const ending = endingAt(path, at) ?? '';
      const names = paths.slice(i, end).map(sibling => nameAt(sibling ?? [], at, ending));
      out.push(`${' '.repeat(at)}{${names.join(',')}}${ending}`);
      open = path.slice(0, at);
      i = end;
      continue;
    }
    const opens = foldersAreListed && isInside(paths[i + 1], path);
    out.push(`${' '.repeat(at)}${path.slice(at).join('/')}${opens ? '/' : ''}`);
    open = opens ? path : path.slice(0, at);
    i += 1;
  }
  return out.join('\n');
}

const leastRun = 3;
/** Longer lines are hard to read. */
const mostInLine = 24;

/** The entry after the last of those that share their first folders and end alike; none of them is a folder of the list. */
function endOfRun(paths: readonly (ListedPath | undefined)[], from: number, depth: number): number {
  const first = paths[from];
  const ending = first === undefined ? undefined : endingAt(first, depth);
  if (first === undefined || ending === undefined) return from;
  let end = from;
  for (; end < paths.length && end - from < mostInLine; end++) {
    const path = paths[end];
    const isSibling = path?.length === first.length && sharedDepth(path, first) >= depth;
    if (!isSibling || endingAt(path, depth) !== ending || isInside(paths[end + 1], path)) break;
    // What goes deeper below the same name gets a heading.
    if (end > from && sharedDepth(path, paths[end - 1] ?? []) > depth && path.length > depth + 1) break;
    if (path.length > depth + 1 && sharedDepth(path, paths[end + 1] ?? []) > depth) break;
  }
  return end;
}

/** What follows the name at a depth: `/package.json`, or of the last name its ending; `undefined` for what cannot be shared. */
function endingAt(path: ListedPath, depth: number): string | undefined {
  const name = path[depth] ?? '';
  if (name === '' || name.includes(',')) return undefined;
  if (path.length > depth + 1) return `/${path.slice(depth + 1).join('/')}`;
  return /(?<=.)\.\w{1,8}$/.exec(name)?.[0];
}

function nameAt(path: ListedPath, depth: number, ending: string): string {
  return path.length > depth + 1 ? (path[depth] ?? '') : (path[depth] ?? '').slice(0, -ending.length);
}

/** True when more folders stand in the list right before their content than do not. */
function listsFolders(paths: readonly (ListedPath | undefined)[]): boolean {
  let listed = 0;
  let unlisted = 0;
  let open: ListedPath = [];
  paths.forEach((path, i) => {
    if (path === undefined) return;
    unlisted += Math.max(0, path.length - 1 - sharedDepth(open, path));
    const opens = isInside(paths[i + 1], path);
    if (opens) listed += 1;
    open = opens ? path : path.slice(0, -1);
  });
  return listed > unlisted;
}

function isInside(path: ListedPath | undefined, folder: ListedPath): boolean {
  return path !== undefined && path.length > folder.length && sharedDepth(folder, path) === folder.length;
}

function sharedDepth(a: ListedPath, b: ListedPath): number {
  const most = Math.min(a.length, b.length);
  let depth = 0;
  while (depth < most && a[depth] === b[depth]) depth += 1;
  return depth;
}
