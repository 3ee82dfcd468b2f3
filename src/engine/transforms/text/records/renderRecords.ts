import { rewriteNote, withThousands } from '../../marker.ts';
import { ditto, type Entry, type RecordTable, type Row } from './recordTable.ts';
import { countLevels, countSharedCodes } from './totals.ts';

/**
 * Writes a record table so that a reader, or the strict decoder in the tests, can restore every line:
 * a note, the entries, then rows in the order of the lines.
 */
export function renderRecordTable(table: RecordTable): string {
  const out = [noteFor(table), ...table.entries.flatMap(renderEntry)];
  const writer = new RowWriter(table);
  for (const row of table.rows) writer.write(row, out);
  writer.finish(out);
  return out.join('\n');
}

function noteFor(table: RecordTable): string {
  const count = withThousands(table.lines.length);
  const framed = table.frames === undefined ? '' : '; @… sets what @ stands for, {} in it is the first word of a row';
  const repeats = '^ or a missing last value repeats the row above; ×N: the row above, N times in all';
  const levels = countLevels(table.lines);
  const codes = countSharedCodes(
    table.lines,
    table.entries.map(entry => entry.text),
  );
  const totals = [levels, codes]
    .filter(total => total !== undefined)
    .map(total => `; ${total}`)
    .join('');
  return rewriteNote(
    `${count} lines, none omitted: ${table.entries.length} templates with their counts, then rows. "A x y" is line A with {1}=x, {2}=y; ${repeats}${framed}; other rows are literal${totals}`,
  );
}

export function renderEntry({ key, text, uses }: Entry): string[] {
  return text.length === 1 ? [`${key} ×${uses}: ${text[0]}`] : [`${key} ×${uses}, ${text.length} lines:`, ...text];
}

/** Writes rows one after the other, since a row leaves out what the row above has already said. */
class RowWriter {
  private readonly table: RecordTable;
  private readonly keys: ReadonlySet<string>;
  private frame = '';
  private above: readonly string[] = [];
  private last: Row | undefined;
  private repeats = 0;

  constructor(table: RecordTable) {
    this.table = table;
    this.keys = new Set(table.entries.map(entry => entry.key));
  }

  write(row: Row, out: string[]): void {
    if (this.last !== undefined && this.isSame(this.last, row)) {
      this.repeats += 1;
      this.last = row;
      return;
    }
    this.finish(out);
    this.last = row;
    if (row.entry === undefined) this.writeLiteral(row, out);
    else this.writeRecord(row, this.table.entries[row.entry]?.key ?? '', out);
  }

  finish(out: string[]): void {
    if (this.repeats > 0) out.push(`×${this.repeats + 1}`);
    this.repeats = 0;
  }

  private isSame(a: Row, b: Row): boolean {
    if (a.entry !== b.entry || a.stamp !== b.stamp) return false;
    if (a.entry === undefined) return this.table.lines[a.line] === this.table.lines[b.line];
    return a.values.every((value, i) => value === b.values[i]);
  }

  private writeLiteral(row: Row, out: string[]): void {
    this.above = [];
    const line = this.table.lines[row.line] ?? '';
    const framed = this.table.frames?.[row.line];
    if (framed === undefined) {
      out.push(this.looksWritten(line) ? `\\${line}` : line);
      return;
    }
    this.setFrame(framed.frame, out);
    out.push(`${framed.tail === '' ? '' : `${framed.tail} `}=${framed.rest}`);
  }

  private writeRecord(row: Row, key: string, out: string[]): void {
    let head = '';
    if (row.stamp !== undefined) {
      const cut = row.stamp.indexOf('\n');
      this.setFrame(row.stamp.slice(0, cut), out);
      const tail = row.stamp.slice(cut + 1);
      if (tail !== '') head = `${tail} `;
    }
    out.push([head + key, ...this.shorten(row.values)].join(' '));
    this.above = row.values;
  }

  private setFrame(frame: string, out: string[]): void {
    if (frame !== this.frame) out.push(`@${frame}`);
    this.frame = frame;
  }

  private shorten(values: readonly string[]): string[] {
    let kept = values.length;
    while (kept > 0 && values[kept - 1] === this.above[kept - 1]) kept -= 1;
    return values.slice(0, kept).map((value, i) => (value === this.above[i] && value.length > 1 ? ditto : value));
  }

  /** True for literal lines that a reader could take for a row, so that they need a backslash. */
  private looksWritten(line: string): boolean {
    const first = line[0];
    if (first === '\\' || first === '@' || first === '×') return true;
    const [word = '', next = ''] = line.split(' ', 2);
    return this.keys.has(word) || word.startsWith('=') || this.keys.has(next) || next.startsWith('=');
  }
}
