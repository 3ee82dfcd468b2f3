import { rewriteNote, withThousands } from '../marker.ts';
import type { Transform } from '../transform.ts';
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
    return { output, reason: `${count} paths written as a tree` };
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
    const depth = Math.min(sharedDepth(open, path), path.length - 1);
    for (let d = depth; d < path.length - 1; d++) out.push(`${' '.repeat(d)}${path[d]}/${foldersAreListed ? '/' : ''}`);
    const indent = ' '.repeat(path.length - 1);
    const end = endOfRun(paths, i);
    if (end - i >= leastRun) {
      const ending = endingOf(path.at(-1) ?? '') ?? '';
      const names = paths.slice(i, end).map(sibling => (sibling?.at(-1) ?? '').slice(0, -ending.length));
      out.push(`${indent}{${names.join(',')}}${ending}`);
      open = path.slice(0, -1);
      i = end;
      continue;
    }
    const opens = foldersAreListed && isInside(paths[i + 1], path);
    out.push(`${indent}${path.at(-1)}${opens ? '/' : ''}`);
    open = opens ? path : path.slice(0, -1);
    i += 1;
  }
  return out.join('\n');
}

const leastRun = 3;
/** Longer lines are hard to read. */
const mostInLine = 24;

/** The entry after the last of those that stand in the same folder and end alike; none of them is a folder of the list. */
function endOfRun(paths: readonly (ListedPath | undefined)[], from: number): number {
  const first = paths[from];
  const ending = endingOf(first?.at(-1) ?? '');
  if (first === undefined || ending === undefined) return from;
  let end = from;
  for (; end < paths.length && end - from < mostInLine; end++) {
    const path = paths[end];
    const isSibling = path?.length === first.length && sharedDepth(path, first) >= first.length - 1;
    if (!isSibling || endingOf(path.at(-1) ?? '') !== ending || isInside(paths[end + 1], path)) break;
  }
  return end;
}

/** `.ts`; `undefined` for names without an ending, and for those that cannot stand between braces. */
function endingOf(name: string): string | undefined {
  return name.includes(',') ? undefined : /(?<=.)\.\w{1,8}$/.exec(name)?.[0];
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
