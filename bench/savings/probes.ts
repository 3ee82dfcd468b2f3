import { settledText } from '../../src/engine/transforms/text/settleTerminal.ts';
import { handle, type Outcome } from './compressItem.ts';
import { decodeSettled, hasSameValues } from './decode.ts';

/** A piece of a text that an answer may depend on. */
export interface Probe {
  readonly kind: ProbeKind;
  readonly text: string;
}

export const probeKinds = ['error', 'location', 'id', 'version', 'date', 'url', 'first and last'] as const;
export type ProbeKind = (typeof probeKinds)[number];

export const fates = ['verbatim', 'decodable', 'retrievable', 'LOST'] as const;
export type Fate = (typeof fates)[number];

const mostPerKind = 60;

const patterns: readonly { readonly kind: ProbeKind; readonly pattern: RegExp }[] = [
  { kind: 'location', pattern: /[\w@./-]+\.[a-z]{1,4}(?::\d+(?::\d+)?|\(\d+,\d+\))/g },
  {
    kind: 'id',
    pattern:
      /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\bblk_-?\d+|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b/g,
  },
  { kind: 'version', pattern: /\b\d+\.\d+\.\d+(?:-[\w.]+)?\b/g },
  { kind: 'date', pattern: /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d)?/g },
  { kind: 'url', pattern: /\bhttps?:\/\/[^\s"'<>)\\]+/g },
];

/** Finds probes by rule, evenly over the text. */
export function extractProbes(text: string): readonly Probe[] {
  const found = patterns.flatMap(({ kind, pattern }) =>
    evenly([...new Set(text.match(pattern) ?? [])]).map(match => ({ kind, text: match })),
  );
  return [...errorProbes(text), ...found, ...endProbes(text)];
}

/** How tools report errors, as opposed to names and prose that contain the word. */
const errorWords =
  /(?<![\w@/.-])(?:error|fatal|failed|failure|exception|panic)(?:\[\w+\])?:|(?<![\w@/.-])(?:ERROR|FATAL|FAIL|FAILED|PANIC|(?:Error|Exception)(?=:))(?![\w/-])|\[error\]|\berror TS\d|^not ok|✖|\w(?:Error|Exception):/;
const harmless = /\b(?:0|no) (?:errors?|failures?|failed)\b|\b(?:fail|errors?|failed|errorCount)"?[:=]? ?0\b/i;
/** Lines of source code talk about errors without reporting any. */
const sourceLine = /^[\w@./-]+:\d+[:-]|^[+ -] ?.*[;{},]$/;

/** First and last of each kind of error line; in JSON, of each kind of error text. */
function errorProbes(text: string): Probe[] {
  const ends = new Map<string, { first: string; last: string }>();
  // What a diff changes is source code, and kept or not for other reasons.
  if (text.startsWith('diff --git')) return [];
  const isJson = /^\s*[[{]/.test(text) && /"\s*:\s*/.test(text.slice(0, 2000));
  const candidates = isJson
    ? (text.match(/"(?:[^"\\\n]|\\.){4,300}"(?!\s*:)/g) ?? []).map(value => value.slice(1, -1))
    : text.split('\n').flatMap(line => attributesOf(line) ?? [line]);
  for (const candidate of candidates) {
    const line = candidate.trim();
    if (line.length > 300 || !errorWords.test(line) || harmless.test(line) || sourceLine.test(candidate)) continue;
    const template = line.replace(/["'`][^"'`]*["'`]|[\w./-]*\d[\w./-]*|\S*\/\S*/g, '#');
    const known = ends.get(template);
    ends.set(template, { first: known?.first ?? line, last: line });
  }
  const lines = [...ends.values()].flatMap(({ first, last }) => (first === last ? [first] : [first, last]));
  return evenly(lines).map(line => ({ kind: 'error', text: line }));
}

/** What the attributes of an XML element say; `undefined` for other lines. */
function attributesOf(line: string): string[] | undefined {
  if (!/^\s*<[A-Za-z][^<>]*="[^<>]*>\s*$/.test(line)) return undefined;
  return [...line.matchAll(/="([^"]{4,})"/g)].map(([, value = '']) => value);
}

function endProbes(text: string): Probe[] {
  const lines = text.split('\n').filter(line => /\w{3}/.test(line) && line.length < 300);
  const ends = [lines[0], lines.at(-1)].filter(line => line !== undefined);
  return ends.map(line => ({ kind: 'first and last', text: line.trim() }));
}

function evenly(values: readonly string[]): string[] {
  const step = Math.max(1, values.length / mostPerKind);
  return Array.from({ length: Math.min(values.length, mostPerKind) }, (_, i) => values[Math.floor(i * step)] ?? '');
}

/** What became of a piece of the original. */
export function fateOf(probe: string, outcome: Outcome): Fate {
  if (outcome.output.includes(probe)) return 'verbatim';
  if (outcome.isDecoded) return 'decodable';
  if (outcome.grade === 'settled') return fateOfSettled(probe, outcome);
  if (outcome.grade === 'omission' && outcome.output.includes(`get: ${handle}`) && outcome.original.includes(probe))
    return 'retrievable';
  return isSpelledOtherwise(probe, outcome.output) ? 'verbatim' : 'LOST';
}

/** Text that a terminal hides is kept under the handle; what it shows must be there, colours aside. */
function fateOfSettled(probe: string, outcome: Outcome): Fate {
  if (outcome.transform === 'json_records' && hasSameValues(outcome.output, outcome.original)) return 'decodable';
  const shown = settledText(probe);
  if (outcome.output.includes(shown)) return 'verbatim';
  if (decodeSettled(outcome.output).includes(shown)) return 'decodable';
  return settledText(outcome.original).includes(shown) || !outcome.original.includes(probe) ? 'LOST' : 'retrievable';
}

/** JSON without its indentation, and text without what a terminal hides. */
function isSpelledOtherwise(probe: string, output: string): boolean {
  const plain = probe.replace(/"\s*:\s+/g, '":').replace(/^[\s,]+|[\s,]+$/g, '');
  return output.includes(plain);
}
