import { PairMerger } from './pairMerger.ts';
import { PieceCounts } from './pieceCounts.ts';
import type { PieceEnd } from './splitPieces.ts';
import { hashBase, longestToken, noRank, type Vocabulary } from './vocabulary.ts';

/** Texts up to this many characters are encoded into a buffer that is kept; longer ones get their own. */
const keptCharacters = 1 << 18;

/** Longer pieces (no text that people write has them) are cut here, so that memory stays bounded; each cut may add a token. */
const longestPiece = 1 << 22;

/**
 * An exact byte-pair encoding in plain JavaScript. Special tokens such as `<|endoftext|>` are plain text here, because that is
 * what a provider makes of them inside messages. Lone surrogates count as U+FFFD, as everywhere in UTF-8.
 */
export class BytePairEncoding {
  readonly #vocabulary: Vocabulary;
  readonly #pieceEnd: PieceEnd;
  readonly #merger: PairMerger;
  readonly #known = new PieceCounts();
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(1 << 12);

  constructor(vocabulary: Vocabulary, pieceEnd: PieceEnd) {
    this.#vocabulary = vocabulary;
    this.#pieceEnd = pieceEnd;
    this.#merger = new PairMerger(vocabulary);
  }

  count(text: string): number {
    const bytes = this.#toUtf8(text);
    const end = bytes.length;
    let tokens = 0;
    for (let at = 0; at < end; ) {
      const next = this.#nextPiece(bytes, at, end);
      tokens += next - at === 1 ? 1 : this.#countPiece(bytes, at, next);
      at = next;
    }
    return tokens;
  }

  /** The token ids. For tests and for showing where tokens lie; counting does not need them. */
  encode(text: string): number[] {
    const bytes = this.#toUtf8(text);
    const ids: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const next = this.#nextPiece(bytes, at, bytes.length);
      this.#encodePiece(bytes, at, next, ids);
      at = next;
    }
    return ids;
  }

  /** The text's UTF-8 offsets at which tokens end. */
  tokenEnds(text: string): number[] {
    let end = 0;
    return this.encode(text).map(id => {
      end += this.#vocabulary.bytesOf(id).length;
      return end;
    });
  }

  #nextPiece(bytes: Uint8Array, at: number, end: number): number {
    return Math.min(this.#pieceEnd(bytes, at, end), at + longestPiece);
  }

  #countPiece(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > longestToken) return this.#merger.merge(bytes, start, end);
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, hashBase) + (bytes[at] ?? 0)) | 0;
    if (this.#vocabulary.rankOf(bytes, start, end, hash) !== noRank) return 1;
    const known = this.#known.find(bytes, start, end, hash);
    if (known > 0) return known;
    const tokens = this.#merger.merge(bytes, start, end);
    this.#known.keep(bytes, start, end, hash, tokens);
    return tokens;
  }

  #encodePiece(bytes: Uint8Array, start: number, end: number, ids: number[]): void {
    const whole = end - start <= longestToken ? this.#rank(bytes, start, end) : noRank;
    if (whole !== noRank) {
      ids.push(whole);
      return;
    }
    const parts = this.#merger.merge(bytes, start, end);
    const starts = this.#merger.starts;
    for (let part = 0; part < parts; part += 1) {
      ids.push(this.#rank(bytes, start + (starts[part] ?? 0), start + (starts[part + 1] ?? 0)));
    }
  }

  #rank(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, hashBase) + (bytes[at] ?? 0)) | 0;
    return this.#vocabulary.rankOf(bytes, start, end, hash);
  }

  #toUtf8(text: string): Uint8Array {
    if (text.length > keptCharacters) return this.#encoder.encode(text);
    if (this.#buffer.length < text.length * 3) this.#buffer = new Uint8Array(text.length * 3);
    const { written } = this.#encoder.encodeInto(text, this.#buffer);
    return this.#buffer.subarray(0, written);
  }
}
