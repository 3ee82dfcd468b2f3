import { MinHeap } from './minHeap.ts';
import { hashBase, longestToken, noRank, type Vocabulary } from './vocabulary.ts';

/** Up to here scanning all pairs for the lowest rank beats keeping a heap (measured on the corpus: level between 32 and 96). */
const scanLimit = 48;

/** Scratch arrays that grew beyond this are given back, so that one hostile text does not keep its memory. */
const keptCapacity = 1 << 16;

/**
 * Byte-pair merging: the adjacent pair with the lowest rank, leftmost first, becomes one part, until no pair is a token.
 * The textbook loop is quadratic in the length of the piece; this one is O(n log n), so 200 KB of one letter are harmless.
 */
export class PairMerger {
  /** After `merge`: where each part starts, relative to the piece. */
  starts = new Int32Array(0);
  readonly #vocabulary: Vocabulary;
  readonly #heap = new MinHeap();
  /** Hash of the first n bytes of the piece, at n. */
  #prefixes = new Int32Array(0);
  /** Rank of the pair that starts at a part, `noRank` when it is no token. */
  #ranks = new Int32Array(0);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);
  #bytes: Uint8Array = new Uint8Array(0);
  #from = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#reserve(scanLimit);
  }

  /** Merges the bytes from `start` to `end` and returns the number of parts. */
  merge(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    this.#reserve(length);
    this.#bytes = bytes;
    this.#from = start;
    const prefixes = this.#prefixes;
    let hash = 0;
    for (let at = 0; at < length; at += 1) {
      hash = (Math.imul(hash, hashBase) + (bytes[start + at] ?? 0)) | 0;
      prefixes[at + 1] = hash;
    }
    const parts = length <= scanLimit ? this.#mergeByScan(length) : this.#mergeByHeap(length);
    if (length > keptCapacity) this.#bytes = new Uint8Array(0);
    return parts;
  }

  #mergeByScan(length: number): number {
    const starts = this.starts;
    const ranks = this.#ranks;
    for (let at = 0; at <= length; at += 1) starts[at] = at;
    for (let at = 0; at < length - 1; at += 1) ranks[at] = this.#bytePairRank(at);
    let parts = length;
    for (;;) {
      let best = noRank;
      let chosen = -1;
      for (let part = 0; part < parts - 1; part += 1) {
        const rank = ranks[part] ?? noRank;
        if (rank < best) {
          best = rank;
          chosen = part;
        }
      }
      if (chosen < 0) return parts;
      parts -= 1;
      starts.copyWithin(chosen + 1, chosen + 2, parts + 2);
      ranks.copyWithin(chosen, chosen + 1, parts);
      if (chosen > 0) ranks[chosen - 1] = this.#rankOf(starts[chosen - 1] ?? 0, starts[chosen + 1] ?? 0);
      if (chosen < parts - 1) ranks[chosen] = this.#rankOf(starts[chosen] ?? 0, starts[chosen + 2] ?? 0);
    }
  }

  /** Parts are a linked list; the heap orders pairs by rank, then by place, and entries that no longer hold are skipped. */
  #mergeByHeap(length: number): number {
    const next = this.#next;
    const previous = this.#previous;
    const ranks = this.#ranks;
    for (let at = 0; at < length; at += 1) {
      next[at] = at + 1;
      previous[at] = at - 1;
      const rank = at < length - 1 ? this.#bytePairRank(at) : noRank;
      ranks[at] = rank;
      if (rank !== noRank) this.#heap.add(rank, at);
    }
    this.#heap.order();
    while (this.#heap.takeLowest()) {
      const part = this.#heap.place;
      if (ranks[part] !== this.#heap.rank) continue;
      const absorbed = next[part] ?? length;
      const after = next[absorbed] ?? length;
      next[part] = after;
      if (after < length) previous[after] = part;
      ranks[absorbed] = noRank;
      this.#rankPair(part, after, length);
      const before = previous[part] ?? -1;
      if (before >= 0) this.#rankPair(before, part, length);
    }
    return this.#collectStarts(length);
  }

  /** Ranks the pair of the part at `part` and the one that starts at `second`, and queues it when it is a token. */
  #rankPair(part: number, second: number, length: number): void {
    const rank = second < length ? this.#rankOf(part, this.#next[second] ?? length) : noRank;
    this.#ranks[part] = rank;
    if (rank !== noRank) this.#heap.push(rank, part);
  }

  #collectStarts(length: number): number {
    let parts = 0;
    for (let at = 0; at < length; at = this.#next[at] ?? length) {
      this.starts[parts] = at;
      parts += 1;
    }
    this.starts[parts] = length;
    return parts;
  }

  #bytePairRank(at: number): number {
    const first = this.#bytes[this.#from + at] ?? 0;
    const second = this.#bytes[this.#from + at + 1] ?? 0;
    return this.#vocabulary.bytePairs[(first << 8) | second] ?? noRank;
  }

  #rankOf(start: number, end: number): number {
    if (end - start > longestToken) return noRank;
    return this.#vocabulary.rankOf(this.#bytes, this.#from + start, this.#from + end, this.hashOf(start, end));
  }

  /** Hash of a part of the piece that was merged last. */
  hashOf(start: number, end: number): number {
    const skipped = Math.imul(this.#prefixes[start] ?? 0, basePowers[end - start] ?? 0);
    return ((this.#prefixes[end] ?? 0) - skipped) | 0;
  }

  #reserve(length: number): void {
    const capacity = this.#ranks.length;
    if (length <= capacity && (capacity <= keptCapacity || length > keptCapacity)) return;
    const size = Math.max(length, scanLimit);
    this.starts = new Int32Array(size + 2);
    this.#prefixes = new Int32Array(size + 1);
    this.#ranks = new Int32Array(size);
    this.#next = new Int32Array(size);
    this.#previous = new Int32Array(size);
  }
}

/** `hashBase` to the power of n, at n. */
const basePowers = new Int32Array(longestToken + 1);
basePowers[0] = 1;
for (let exponent = 1; exponent <= longestToken; exponent += 1) {
  basePowers[exponent] = Math.imul(basePowers[exponent - 1] ?? 0, hashBase);
}
