/** A table of separated values. Lines keep their spelling; fields have lost their quotes. */
export interface CsvTable {
  readonly separator: string;
  readonly header: readonly string[];
  readonly headerLine: string;
  readonly rows: readonly CsvRow[];
  /** Line breaks after the last row. */
  readonly ending: string;
}

export interface CsvRow {
  readonly line: string;
  /** Number of its first line in the text, from 1. */
  readonly number: number;
  readonly fields: readonly string[];
}

const separators = [',', '\t', ';', '|'];
const minRows = 8;
const minRegularShare = 0.95;

/** Reads a text that is one table with a header and nothing else, or `undefined`. */
export function parseCsv(text: string): CsvTable | undefined {
  const firstLine = text.slice(0, Math.max(0, text.indexOf('\n'))).replace(/\r$/, '');
  const separator = separators.find(candidate => isHeader(firstLine.split(candidate)));
  if (separator === undefined) return undefined;
  const lines = readLines(text, separator);
  const [head, ...rows] = lines ?? [];
  if (head === undefined || rows.length < minRows || !namesItsColumns(head, rows)) return undefined;
  const regular = rows.filter(row => row.fields.length === head.fields.length).length;
  if (regular < rows.length * minRegularShare) return undefined;
  const ending = lineEndsOf(text);
  return { separator, header: head.fields, headerLine: head.line, rows, ending };
}

function isHeader(fields: readonly string[]): boolean {
  const names = fields.map(field => field.trim().replace(/^"(.*)"$/, '$1'));
  return (
    names.length >= 2 &&
    new Set(names).size === names.length &&
    names.every(name => /^[\p{L}_#][\p{L}\p{N}_ .:()%/#-]{0,39}$/u.test(name) && !/[.:](?:\s|$)/.test(name))
  );
}

/**
 * The name of a column is none of its values: the first line of a log, such as `web-1  | Starting server`, begins as the others
 * do. Tables that were put together repeat their whole header.
 */
function namesItsColumns(head: CsvRow, rows: readonly CsvRow[]): boolean {
  return rows.every(row => row.line === head.line || row.fields.every((field, i) => field !== head.fields[i]));
}

/** Records may span lines inside quotes. `undefined` when a quote never ends. */
function readLines(text: string, separator: string): CsvRow[] | undefined {
  const rows: CsvRow[] = [];
  let at = 0;
  let number = 1;
  while (at < text.length) {
    let end = lineEnd(text, at);
    let lines = 1;
    while (hasOpenQuote(text.slice(at, end))) {
      if (end >= text.length || lines > 100) return undefined;
      end = lineEnd(text, end + 1);
      lines++;
    }
    const line = text.slice(at, end).replace(/\r$/, '');
    if (line !== '') rows.push({ line, number, fields: splitFields(line, separator) });
    number += lines;
    at = end + 1;
  }
  return rows;
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function hasOpenQuote(line: string): boolean {
  let quotes = 0;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function splitFields(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (char === '"') {
      if (isQuoted && line[at + 1] === '"') field += line[at++] ?? '';
      else isQuoted = !isQuoted;
    } else if (char === separator && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += char;
  }
  return [...fields, field];
}

/** All line ends at the end. In one step each, where an expression would begin anew at each. */
function lineEndsOf(text: string): string {
  let start = text.length;
  while (text[start - 1] === '\n') start -= text[start - 2] === '\r' ? 2 : 1;
  return text.slice(start);
}
