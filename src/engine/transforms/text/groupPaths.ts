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
 * Every folder is opened once per visit, one blank of indentation deeper than its parent. In lists such as those of `find`
 * most folders are entries themselves, directly before their content; then `name/` is both, and `name//` only a heading.
 */
function renderTree(lines: readonly string[], paths: readonly (ListedPath | undefined)[]): string {
  const foldersAreListed = listsFolders(paths);
  const folders = foldersAreListed
    ? 'a line that ends in / is a folder and itself in the list, one that ends in // only a heading'
    : 'a line that ends in / is a folder, only a heading';
  const count = withThousands(paths.filter(path => path !== undefined).length);
  const out = [rewriteNote(`${count} paths in their order as an indented tree; ${folders}; \\ marks other lines`)];
  let open: ListedPath = [];
  lines.forEach((line, i) => {
    const path = paths[i];
    if (path === undefined) {
      out.push(`\\${line}`);
      return;
    }
    const depth = Math.min(sharedDepth(open, path), path.length - 1);
    for (let d = depth; d < path.length - 1; d++) out.push(`${' '.repeat(d)}${path[d]}/${foldersAreListed ? '/' : ''}`);
    const opens = foldersAreListed && isInside(paths[i + 1], path);
    out.push(`${' '.repeat(path.length - 1)}${path.at(-1)}${opens ? '/' : ''}`);
    open = opens ? path : path.slice(0, -1);
  });
  return out.join('\n');
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
