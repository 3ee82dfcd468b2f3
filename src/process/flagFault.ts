/** What is wrong with a command line, in our own words: the flag, and what to do. */
export function flagFault(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const [flag = ''] = /--?[\w-]+/.exec(message) ?? [];
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `Unknown flag "${flag}". ${suggestion(flag, known)}`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `"${/'([^']*)'/.exec(message)?.[1] ?? ''}" is one argument too many.`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return /does not take an argument/.test(message)
        ? `${flag} takes no value: give it alone, or --no-${flag.slice(2)}.`
        : `${flag} needs a value. Give one behind it: ${flag}=VALUE.`;
    default:
      return message;
  }
}

/** The nearest flag that exists; a flag that differs in more than a third of its letters was meant otherwise. */
function suggestion(flag: string, known: readonly string[]): string {
  const wanted = flag.replace(/^-+(?:no-)?/, '');
  const [nearest] = known
    .map(name => ({ name, distance: distanceOf(wanted, name) }))
    .filter(({ name, distance }) => distance <= Math.ceil(name.length / 3))
    .toSorted((a, b) => a.distance - b.distance);
  return nearest === undefined ? 'The help lists the flags that there are.' : `Did you mean --${nearest.name}?`;
}

/** Letters to insert, delete or replace to make one word of the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
