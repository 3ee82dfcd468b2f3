/**
 * What the splitting patterns of o200k_base and cl100k_base distinguish, one class per code point. Computed from the runtime's
 * own Unicode tables, so that our pieces equal those of any tokenizer that runs the published patterns in the same process.
 */
export const symbol = 0;
export const upper = 1;
export const lower = 2;
/** Letters without case (Lm, Lo): the patterns count them as upper and as lower. */
export const uncased = 3;
export const mark = 4;
export const digit = 5;
export const space = 6;
export const newline = 7;

/** Class of the code point whose UTF-8 sequence starts at `at`. The bytes must be valid UTF-8. */
export function classAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  return lead < 0x80 ? (asciiClasses[lead] ?? symbol) : classOf(codePointAt(bytes, at, lead));
}

/** Bytes of the UTF-8 sequence that starts with `lead`. */
export function widthOf(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function codePointAt(bytes: Uint8Array, at: number, lead: number): number {
  const second = (bytes[at + 1] ?? 0) & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = (bytes[at + 2] ?? 0) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] ?? 0) & 0x3f);
}

/** Pages of 256 code points, made when first met: most texts touch a handful of the 4,352. */
const pages: (Uint8Array | undefined)[] = new Array(0x1100).fill(undefined);

function classOf(codePoint: number): number {
  let page = pages[codePoint >> 8];
  if (page === undefined) {
    page = classifyPage(codePoint >> 8);
    pages[codePoint >> 8] = page;
  }
  return page[codePoint & 0xff] ?? symbol;
}

function classifyPage(number: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, index) => classify(String.fromCodePoint((number << 8) | index)));
}

const uncasedLetter = /[\p{Lm}\p{Lo}]/u;
const lowerLetter = /\p{Ll}/u;
const upperLetter = /[\p{Lu}\p{Lt}]/u;
const anyMark = /\p{M}/u;
const anyNumber = /\p{N}/u;
const lineEnd = /[\r\n]/u;
const anySpace = /\s/u;

function classify(character: string): number {
  if (uncasedLetter.test(character)) return uncased;
  if (lowerLetter.test(character)) return lower;
  if (upperLetter.test(character)) return upper;
  if (anyMark.test(character)) return mark;
  if (anyNumber.test(character)) return digit;
  if (lineEnd.test(character)) return newline;
  return anySpace.test(character) ? space : symbol;
}

const asciiClasses = classifyPage(0).subarray(0, 128);
