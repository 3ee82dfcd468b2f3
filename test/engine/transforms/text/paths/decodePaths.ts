/** Restores a path list from the tree's text alone. */
export function decodePaths(output: string): string {
  const [note = '', ...rows] = output.split('\n');
  if (!note.startsWith('[headroom: ')) throw new Error('The note is missing.');
  const foldersAreListed = note.includes('itself in the list');
  const restored: string[] = [];
  let open: string[] = [];
  for (const row of rows) {
    if (row.startsWith('\\')) {
      restored.push(row.slice(1));
      continue;
    }
    const depth = row.length - row.trimStart().length;
    if (depth > open.length) throw new Error(`Nothing is open at the depth of: ${row}`);
    const braces = /^\{(.*?)\}([./].*)$/.exec(row.slice(depth));
    if (braces !== null) {
      const [, names = '', ending = ''] = braces;
      open = open.slice(0, depth);
      restored.push(...names.split(',').map(name => [...open, name + ending].join('/')));
      continue;
    }
    const name = row.slice(depth).replace(/\/+$/, '');
    const slashes = row.length - depth - name.length;
    const path = [...open.slice(0, depth), name];
    const isHeading = slashes === (foldersAreListed ? 2 : 1);
    if (!isHeading) restored.push(path.join('/'));
    if (slashes > 0) open = path;
  }
  return restored.join('\n');
}
