import type { YamlBlock, YamlEntry, YamlText } from './yamlTree.ts';

/** The values of a YAML text as JSON, one document per line, and how many lines of comments that leaves out. */
export interface YamlValues {
  readonly json: string;
  readonly comments: number;
}

/** Spellings stay: `080` and `yes` become strings, since JSON has no such number or literal. */
export function yamlAsJson({ lines, documents, end }: YamlText): YamlValues {
  const rest = lines.slice(end).join('\n');
  const comments = lines.slice(0, end).filter(line => /^\s*#/.test(line)).length;
  return { json: documents.map(writeBlock).join('\n') + (rest === '' ? '' : `\n${rest}`), comments };
}

function writeBlock({ kind, entries }: YamlBlock): string {
  if (kind === 'list') return `[${entries.map(writeEntry).join(',')}]`;
  return `{${entries.map(entry => `${writeKey(entry.key ?? '')}:${writeEntry(entry)}`).join(',')}}`;
}

function writeKey(key: string): string {
  return /^["']/.test(key) ? writeScalar(key) : JSON.stringify(key);
}

function writeEntry({ block, value }: YamlEntry): string {
  if (block !== undefined) return writeBlock(block);
  return value === undefined ? 'null' : writeScalar(value);
}

const plainJson =
  /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|\{\}|\[\]|"(?:[^"\\\p{Cc}]|\\["\\/bfnrt])*")$/u;

function writeScalar(value: string): string {
  if (plainJson.test(value)) return value;
  if (value === '~') return 'null';
  const [header = '', ...below] = value.split('\n');
  if (/^[|>][+-]?\d?[+-]?$/.test(header)) return JSON.stringify(dedent(below));
  const folded = below.length === 0 ? value : fold([header, ...below]);
  if (/^'(?:[^']|'')*'$/.test(folded)) return JSON.stringify(folded.slice(1, -1).replaceAll("''", "'"));
  if (/^"(?:[^"\\\p{Cc}]|\\["\\/bfnrt])*"$/u.test(folded)) return folded;
  return flowAsJson(folded) ?? JSON.stringify(folded);
}

/** A list on one line whose items are plain or quoted, such as `[main, "dev"]`; other flow values stay as spelled, in a string. */
function flowAsJson(value: string): string | undefined {
  const items = /^\[ *((?:[\w./@*^~-]+|"[^"\\]*")(?:, *(?:[\w./@*^~-]+|"[^"\\]*"))*) *\]$/.exec(value)?.[1];
  return items === undefined ? undefined : `[${items.split(/, */).map(writeScalar).join(',')}]`;
}

function dedent(lines: readonly string[]): string {
  const indents = lines.filter(line => line.trim() !== '').map(line => line.search(/[^ ]/));
  const margin = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  return lines.map(line => line.slice(margin)).join('\n');
}

/** A value that goes on in the next line has a blank there, an empty line is a line break. */
function fold(lines: readonly string[]): string {
  return lines
    .map(line => line.trim())
    .reduce((text, line) => (line === '' ? `${text}\n` : text.endsWith('\n') ? text + line : `${text} ${line}`));
}
