interface Entry {
  readonly uses: number;
  readonly text: readonly string[];
}

/** Restores the lines of a record table from nothing but its own text, and throws on anything that it does not expect. */
export function decodeRecords(output: string): string {
  const lines = output.split('\n');
  const count = /^\[headroom: ([\d,]+) lines, none omitted: (\d+) templates/.exec(lines[0] ?? '');
  if (count === null) throw new Error('The note is missing.');
  const entries = new Map<string, Entry>();
  let at = 1;
  for (let i = 0; i < Number(count[2]); i++) at = readEntry(lines, at, entries);
  const restored = readRows(lines.slice(at), entries);
  if (restored.length !== Number((count[1] ?? '').replaceAll(',', '')))
    throw new Error('The note miscounts the lines.');
  return restored.join('\n');
}

function readEntry(lines: readonly string[], at: number, entries: Map<string, Entry>): number {
  const single = /^([A-Z]+) ×(\d+): (.*)$/s.exec(lines[at] ?? '');
  if (single !== null) {
    entries.set(single[1] ?? '', { uses: Number(single[2]), text: [single[3] ?? ''] });
    return at + 1;
  }
  const several = /^([A-Z]+) ×(\d+), (\d+) lines:$/.exec(lines[at] ?? '');
  if (several === null) throw new Error(`No template: ${lines[at]}`);
  const end = at + 1 + Number(several[3]);
  entries.set(several[1] ?? '', { uses: Number(several[2]), text: lines.slice(at + 1, end) });
  return end;
}

function readRows(rows: readonly string[], entries: ReadonlyMap<string, Entry>): string[] {
  const restored: string[] = [];
  const uses = new Map<string, number>();
  let frame = '';
  let above: readonly string[] = [];
  let latest: { key: string | undefined; lines: readonly string[] } = { key: undefined, lines: [] };
  const literal = (line: string): void => {
    above = [];
    latest = { key: undefined, lines: [line] };
    restored.push(line);
  };
  for (const row of rows) {
    const repeat = /^×(\d+)$/.exec(row);
    if (repeat !== null) {
      const more = Number(repeat[1]) - 1;
      for (let n = 0; n < more; n++) restored.push(...latest.lines);
      if (latest.key !== undefined) uses.set(latest.key, (uses.get(latest.key) ?? 0) + more);
      continue;
    }
    if (row.startsWith('@')) {
      frame = row.slice(1);
      continue;
    }
    if (row.startsWith('\\')) {
      literal(row.slice(1));
      continue;
    }
    const words = row.split(' ');
    const hasTail = frame.includes('{}') && !entries.has(words[0] ?? '') && !row.startsWith('=');
    const body = hasTail ? row.slice((words[0] ?? '').length + 1) : row;
    const stamp = frame.replace('{}', () => (hasTail ? (words[0] ?? '') : ''));
    if (body.startsWith('=') && frame !== '') {
      literal(stamp + body.slice(1));
      continue;
    }
    const key = body.split(' ', 1)[0] ?? '';
    const entry = entries.get(key);
    if (entry === undefined) {
      literal(row);
      continue;
    }
    const given = body.length > key.length ? splitValues(body.slice(key.length + 1)) : [];
    const holes = Math.max(
      0,
      ...entry.text.flatMap(text => [...text.matchAll(/\{(\d+)\}/g)].map(hole => Number(hole[1]))),
    );
    const values = Array.from({ length: holes }, (_, i) => {
      const value = given[i] === '^' || given[i] === undefined ? above[i] : given[i];
      if (value === undefined) throw new Error(`No value ${i + 1} for row: ${row}`);
      return value;
    });
    above = values;
    const filled = entry.text.map(text => {
      const isFramed = text.startsWith('@');
      const line = (isFramed ? text.slice(1) : text).replace(
        /\{(\d+)\}/g,
        (_, place: string) => values[Number(place) - 1] ?? '',
      );
      return isFramed ? stamp + line : line;
    });
    latest = { key, lines: filled };
    uses.set(key, (uses.get(key) ?? 0) + 1);
    restored.push(...filled);
  }
  for (const [key, entry] of entries) {
    if (uses.get(key) !== entry.uses) throw new Error(`${key} is used ${uses.get(key)} times, not ${entry.uses}.`);
  }
  return restored;
}

/** Values are separated by blanks; one that opens with a quote and closes it, give or take two characters, may hold blanks. */
function splitValues(text: string): string[] {
  return [...text.matchAll(/(?:(['"`])(?:(?!\1).){0,399}\1[^ ]{0,2}(?= |$)|[^ ]*)(?: |$)/gsy)]
    .map(([value]) => value)
    .filter((value, i, all) => value !== '' || i === all.length - 1)
    .map(value => (value.endsWith(' ') ? value.slice(0, -1) : value))
    .slice(0, -1);
}
