/** A path's components; a leading empty one stands for the root of the file system. */
export type ListedPath = readonly string[];

/** Reads a list of paths, one a line (`find`, `rg -l`, `git ls-files`); `undefined` when fewer than nine in ten lines are paths. */
export function readPathList(lines: readonly string[]): (ListedPath | undefined)[] | undefined {
  const filled = lines.filter(line => line !== '').length;
  if (filled < 8) return undefined;
  const paths = lines.map(readPath);
  const listed = paths.filter(path => path !== undefined);
  const nested = listed.filter(path => path.length > 1);
  return listed.length * 10 >= filled * 9 && nested.length * 2 >= filled ? paths : undefined;
}

function readPath(line: string): ListedPath | undefined {
  if (line === '' || line.length > 400 || /^[\s\\]|\s$|[<>|"'`;{}()=]|:\s|:\d/.test(line)) return undefined;
  if (/\s/.test(line) && (/\s{2}|\t|\r/.test(line) || !line.includes('/') || line.split(' ').length > 4))
    return undefined;
  const components = line.split('/');
  const isSound = components.every((component, i) => (component !== '' || i === 0) && !component.startsWith(' '));
  return isSound ? components : undefined;
}
