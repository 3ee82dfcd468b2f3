import { classAt, digit, lower, mark, newline, space, symbol, uncased, upper, widthOf } from './characterClasses.ts';

/**
 * Where the piece that starts at `at` ends. A tokenizer cuts text into pieces before it merges bytes; the published cuts are
 * regular expressions, written out here as scanners because those backtrack, build a string per piece and know no bytes.
 * Every scanner looks at each byte a constant number of times, whatever the text.
 */
export type PieceEnd = (bytes: Uint8Array, at: number, end: number) => number;

/**
 * The pieces of o200k_base: words that break between lower and upper case and take one leading character that is neither
 * letter, digit nor line end, with an English contraction at their end; up to three digits; symbols with their line ends and
 * slashes; whitespace.
 */
export function pieceEndO200k(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  switch (classAt(bytes, at)) {
    case upper:
    case lower:
    case uncased:
    case mark:
      return afterContraction(bytes, casedWordEnd(bytes, at, end), end);
    case digit:
      return digitsEnd(bytes, at, end);
    case newline:
      return whitespaceEnd(bytes, at, end);
    case space: {
      const next = at + widthOf(first);
      const word = casedWordEnd(bytes, next, end);
      if (word > next) return afterContraction(bytes, word, end);
      return first === 0x20 && isSymbol(bytes, next, end)
        ? symbolsEnd(bytes, next, end, true)
        : whitespaceEnd(bytes, at, end);
    }
    default: {
      const next = at + widthOf(first);
      const word = casedWordEnd(bytes, next, end);
      return word > next ? afterContraction(bytes, word, end) : symbolsEnd(bytes, at, end, true);
    }
  }
}

/** The pieces of cl100k_base: as above, with words of any case, contractions of their own and no slashes after symbols. */
export function pieceEndCl100k(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  if (first === 0x27) {
    const contraction = afterContraction(bytes, at, end);
    if (contraction > at) return contraction;
  }
  switch (classAt(bytes, at)) {
    case upper:
    case lower:
    case uncased:
      return wordEnd(bytes, at, end);
    case digit:
      return digitsEnd(bytes, at, end);
    case newline:
      return whitespaceEnd(bytes, at, end);
    case space: {
      const next = at + widthOf(first);
      const word = wordEnd(bytes, next, end);
      if (word > next) return word;
      return first === 0x20 && isSymbol(bytes, next, end)
        ? symbolsEnd(bytes, next, end, false)
        : whitespaceEnd(bytes, at, end);
    }
    default: {
      const next = at + widthOf(first);
      const word = wordEnd(bytes, next, end);
      return word > next ? word : symbolsEnd(bytes, at, end, false);
    }
  }
}

/**
 * End of a word from `at`, or `at` when there is none: capitals followed by at least one small letter, else capitals alone.
 * Uncased letters and marks are both, so capitals at the end of a run are given back when only such a letter came before them.
 */
function casedWordEnd(bytes: Uint8Array, at: number, end: number): number {
  let here = at;
  let afterUncased = at;
  while (here < end) {
    const kind = classAt(bytes, here);
    if (kind !== upper && kind !== uncased && kind !== mark) break;
    here += widthOf(bytes[here] ?? 0);
    if (kind !== upper) afterUncased = here;
  }
  const afterCapitals = here;
  while (here < end) {
    const kind = classAt(bytes, here);
    if (kind !== lower && kind !== uncased && kind !== mark) break;
    here += widthOf(bytes[here] ?? 0);
  }
  if (here > afterCapitals) return here;
  return afterUncased > at ? afterUncased : afterCapitals;
}

function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  let here = at;
  while (here < end) {
    const kind = classAt(bytes, here);
    if (kind !== lower && kind !== upper && kind !== uncased) break;
    here += widthOf(bytes[here] ?? 0);
  }
  return here;
}

function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  let here = at;
  for (let count = 0; count < 3 && here < end && classAt(bytes, here) === digit; count += 1) {
    here += widthOf(bytes[here] ?? 0);
  }
  return here;
}

/** A run of symbols and marks, the line ends behind it and, when `slashes`, slashes among those. */
function symbolsEnd(bytes: Uint8Array, at: number, end: number, slashes: boolean): number {
  let here = at;
  while (isSymbol(bytes, here, end)) here += widthOf(bytes[here] ?? 0);
  while (here < end) {
    const byte = bytes[here];
    if (byte !== 0x0a && byte !== 0x0d && !(slashes && byte === 0x2f)) break;
    here += 1;
  }
  return here;
}

function isSymbol(bytes: Uint8Array, at: number, end: number): boolean {
  if (at >= end) return false;
  const kind = classAt(bytes, at);
  return kind === symbol || kind === mark;
}

/** Up to the last line end of the run; without one the run's last character is left to the word or symbol that follows. */
function whitespaceEnd(bytes: Uint8Array, at: number, end: number): number {
  let here = at;
  let last = at;
  let afterNewline = at;
  while (here < end) {
    const kind = classAt(bytes, here);
    if (kind !== space && kind !== newline) break;
    last = here;
    here += widthOf(bytes[here] ?? 0);
    if (kind === newline) afterNewline = here;
  }
  if (afterNewline > at) return afterNewline;
  return here === end || last === at ? here : last;
}

/** Behind `'s`, `'t`, `'m`, `'d`, `'re`, `'ve` or `'ll` in any case when one starts at `at`, else `at`. */
function afterContraction(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== 0x27 || at + 1 >= end) return at;
  const first = (bytes[at + 1] ?? 0) | 0x20;
  if (first === 0x73 || first === 0x74 || first === 0x6d || first === 0x64) return at + 2;
  if (at + 2 >= end) return at;
  const second = (bytes[at + 2] ?? 0) | 0x20;
  const isPair = (second === 0x65 && (first === 0x72 || first === 0x76)) || (second === 0x6c && first === 0x6c);
  return isPair ? at + 3 : at;
}
