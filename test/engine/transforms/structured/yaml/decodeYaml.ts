/** Gives back the bytes of what `yaml_records` wrote: written from its note and the format alone, without its code. */
export function decodeYaml(output: string): string {
  const [note = '', ...lines] = output.split('\n');
  if (!note.startsWith('[headroom: YAML, values unchanged;')) throw new Error('no note of yaml_records');
  const decoded: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, margin = '', names] = /^( *)\[\d+ alike: (.*)$/.exec(line) ?? [];
    if (names === undefined) {
      decoded.push(line);
      continue;
    }
    const cellsAt = lines.indexOf(`${margin}cells:`, at);
    const end = lines.indexOf(`${margin}]`, cellsAt);
    const pattern = readPattern(lines.slice(at + 1, cellsAt));
    for (const row of lines.slice(cellsAt + 1, end)) {
      if (row.startsWith('|')) decoded.push(row.slice(1));
      else decoded.push(...fill(pattern, names.split(','), splitCells(row)));
    }
    at = end;
  }
  return decoded.join('\n');
}

interface PatternLine {
  readonly text: string;
  /** Column behind the indentation and the dashes. */
  readonly column: number;
  /** Columns of the dashes. */
  readonly dashes: readonly number[];
}

function readPattern(lines: readonly string[]): PatternLine[] {
  const pattern: PatternLine[] = [];
  let blockUntil = -1;
  for (const line of lines) {
    const indent = line.search(/[^ ]/);
    const previous = pattern.at(-1);
    if (previous !== undefined && (indent < 0 || (blockUntil >= 0 && indent > blockUntil) || isOpen(previous.text))) {
      pattern[pattern.length - 1] = { ...previous, text: `${previous.text}\n${line}` };
      continue;
    }
    blockUntil = -1;
    const dashes: number[] = [];
    let column = indent;
    while (line.startsWith('- ', column)) {
      dashes.push(column);
      column += 2;
    }
    const hasKey = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\S+?):(?: |$)/.test(line.slice(column));
    const value = hasKey
      ? /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\S+?):(?: (.*))?$/.exec(line.slice(column))?.[1]
      : line.slice(column);
    // A value may go on in deeper lines, a key without one is the head of what is below.
    if (value !== undefined && !/^['"]/.test(value)) blockUntil = hasKey ? column : (dashes.at(-1) ?? column);
    pattern.push({ text: line, column, dashes });
  }
  return pattern;
}

function isOpen(text: string): boolean {
  const value = /^(?: |- )*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"']\S*?): )?(["'][\s\S]*)$/.exec(text)?.[1];
  if (value === undefined) return false;
  return !(
    /^"(?:[^"\\]|\\[\s\S])*"\s*(?:#.*)?:?$/.test(value) ||
    /^'(?:[^']|'')*'\s*(?:#.*)?:?$/.test(value) ||
    /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'):(?: .*)?$/.test(value)
  );
}

/** A line is there when its cell is, or when one of the lines below it is. */
function fill(pattern: readonly PatternLine[], names: readonly string[], cells: readonly string[]): string[] {
  const cellOf = new Map(names.map((name, i) => [name, cells[i] ?? '']));
  const filled: string[] = [];
  let pendingDashes: number[] = [];
  pattern.forEach((line, i) => {
    const dashes = [...pendingDashes.filter(at => at < line.column || line.dashes.includes(at)), ...line.dashes];
    pendingDashes = [];
    const text = fillLine(pattern, i, cellOf);
    if (text === undefined) {
      // The dash of an item goes to the first of its lines that is there.
      pendingDashes = dashes.filter(
        at => (pattern[i + 1]?.column ?? -1) > at && !(pattern[i + 1]?.dashes.includes(at) ?? false),
      );
      return;
    }
    const start = [...' '.repeat(line.column)];
    for (const at of dashes) if (at < line.column) start[at] = '-';
    filled.push(...(start.join('') + text).split('\n'));
  });
  return filled;
}

function fillLine(pattern: readonly PatternLine[], i: number, cellOf: ReadonlyMap<string, string>): string | undefined {
  const line = pattern[i];
  if (line === undefined) return undefined;
  const text = line.text.slice(line.column);
  const [, head, prefix = '', name = '', suffix = ''] = /^(?:(.*?:) )?([^{}]*)\{([^{}]+)\}([^{}]*)$/.exec(text) ?? [];
  const cell = cellOf.get(name);
  if (cell !== undefined && !text.startsWith('{key}:')) {
    if (cell === '') return undefined;
    const value = cell === '``' ? undefined : prefix + cell.replace(/^`(.*)`$/, '$1') + suffix;
    return [head, value].filter(part => part !== undefined).join(' ');
  }
  const key = (cellOf.get('key') ?? '').replace(/^`(.*)`$/, '$1');
  const withKey = text.startsWith('{key}:') ? key + text.slice('{key}'.length) : text;
  const isHead = /:$/.test(text) && !text.includes('\n') && hasLinesBelow(pattern, i);
  if (!isHead) return withKey;
  return linesBelow(pattern, i).some(below => fillLine(pattern, below, cellOf) !== undefined) ? withKey : undefined;
}

function hasLinesBelow(pattern: readonly PatternLine[], i: number): boolean {
  return linesBelow(pattern, i).length > 0;
}

/** Deeper lines, and items at the same column. */
function linesBelow(pattern: readonly PatternLine[], i: number): number[] {
  const { column = 0 } = pattern[i] ?? {};
  const below: number[] = [];
  for (let at = i + 1; at < pattern.length; at++) {
    const line = pattern[at];
    const start = line?.dashes[0] ?? line?.column ?? 0;
    const isItem = line?.dashes.includes(column) === true && pattern[i]?.dashes.includes(column) === false;
    const isBelow =
      start > column ||
      (isItem && start === column) ||
      (line !== undefined && start < column && line.dashes.length === 0 && line.column > column);
    if (!isBelow && !(line !== undefined && line.column > column && start >= column)) break;
    below.push(at);
  }
  return below;
}

function splitCells(row: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const rest = row.slice(at);
    const cell =
      /^(?:`[^`]*`|"(?:[^"\\]|\\.)*"(?=,|$)|'(?:[^']|'')*'(?=,|$))/.exec(rest)?.[0] ?? /^[^,]*/.exec(rest)?.[0] ?? '';
    cells.push(cell);
    at += cell.length;
    if (row[at] !== ',') return cells;
    at++;
  }
}
