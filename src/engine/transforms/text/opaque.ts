import { say } from '../../../shared/sentences/say.ts';

/** A stretch of text that no reader reads: encoded bytes, or a program without line breaks. */
export interface OpaqueStretch {
  readonly start: number;
  readonly end: number;
  /** What it is, e.g. `base64 of a PNG image`. */
  readonly kind: string;
}

const leastLength = 2000;
const encodedLine = /^[A-Za-z0-9+/=_-]{40,}\r?$/;
const encodedRun = /[A-Za-z0-9+/_-]+={0,2}/g;

/** Finds opaque stretches in order, without overlap. Linear: each character is looked at a fixed number of times. */
export function findOpaque(text: string): OpaqueStretch[] {
  const stretches: OpaqueStretch[] = [];
  let block: { start: number; end: number } | undefined;
  const close = (): void => {
    if (block !== undefined && block.end - block.start >= leastLength) {
      stretches.push({ ...block, kind: encodingOf(text.slice(block.start, block.start + 64)) });
    }
    block = undefined;
  };
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = end - start > 2000 ? undefined : text.slice(start, end);
    if (line !== undefined && encodedLine.test(line) && looksEncoded(line)) {
      block = { start: block?.start ?? start, end };
    } else if (line === undefined) {
      close();
      stretches.push(...inLongLine(text.slice(start, end), start));
    } else if (!(block !== undefined && /^[A-Za-z0-9+/_-]{1,76}={0,2}\r?$/.test(line))) close();
    else {
      block = { start: block.start, end };
      close();
    }
    start = end + 1;
  }
  close();
  return stretches;
}

function inLongLine(line: string, offset: number): OpaqueStretch[] {
  const runs = [...line.matchAll(encodedRun)].filter(
    run => run[0].length >= leastLength && looksEncoded(run[0].slice(0, 400)),
  );
  if (runs.length > 0) {
    return runs.map(run => ({
      start: offset + run.index,
      end: offset + run.index + run[0].length,
      kind: encodingOf(run[0]),
    }));
  }
  return looksMinified(line) ? [{ start: offset, end: offset + line.length, kind: say('kind.minified') }] : [];
}

/** Words and identifiers are not encoded bytes: those change between cases and digits all the time, or are hexadecimal. */
function looksEncoded(line: string): boolean {
  if (/^[0-9a-fA-F]+\r?$/.test(line)) return /\d/.test(line) && /[a-fA-F]/.test(line);
  let changes = 0;
  for (let i = 1; i < line.length; i++) if (caseOf(line.charCodeAt(i)) !== caseOf(line.charCodeAt(i - 1))) changes += 1;
  return changes > line.length * 0.35;
}

function caseOf(code: number): number {
  if (code >= 97) return 0;
  return code >= 65 ? 1 : 2;
}

/** JSON has a quoted key every few words, wherever it begins: `response={…}`, `data: {…}`. Programs seldom quote theirs. */
function looksMinified(line: string): boolean {
  const sample = line.slice(0, 4000);
  const symbols = sample.match(/[;{}(),=]/g)?.length ?? 0;
  const keys = sample.match(/["']\s?:/g)?.length ?? 0;
  const blanks = sample.match(/\s/g)?.length ?? 0;
  return (
    symbols > sample.length * 0.1 &&
    blanks < sample.length * 0.12 &&
    keys < sample.length * 0.01 &&
    /[;}]/.test(sample) &&
    !/^\s*[[{]\s*["[{]/.test(sample)
  );
}

const signatures: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'a PNG image'],
  ['/9j/', 'a JPEG image'],
  ['R0lGOD', 'a GIF image'],
  ['UklGR', 'a WebP image or RIFF file'],
  ['JVBERi0', 'a PDF file'],
  ['UEsDB', 'a ZIP archive'],
  ['H4sI', 'gzipped data'],
  ['f0VMR', 'an ELF program'],
  ['AGFzb', 'a WebAssembly module'],
  ['TVqQ', 'a Windows program'],
  ['d09GM', 'a web font'],
  ['eyJ', 'JSON'],
  ['PD94bWw', 'XML'],
  ['PHN2Zy', 'an SVG image'],
];

function encodingOf(start: string): string {
  if (/^[0-9a-fA-F\s]+$/.test(start)) return say('kind.hex');
  const known = signatures.find(([prefix]) => start.startsWith(prefix));
  return known === undefined ? say('kind.base64') : say('kind.base64Of', { kind: known[1] });
}
