/** Number of pieces that are remembered (a power of two); a newer one takes the place of an older one with the same slot. */
const slots = 1 << 14;

/** Longer pieces are not remembered. */
const longest = 30;

/** Bytes of one slot: the count, the length, the piece. */
const stride = 32;

/**
 * Remembers how many tokens a piece merged to: identifiers and paths come again and again in tool output. Half a megabyte in
 * one typed array, and pieces are compared byte by byte, so a hash that collides costs time and never a wrong count.
 */
export class PieceCounts {
  readonly #bytes = new Uint8Array(slots * stride);

  /** The count of a piece that was kept, else 0. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const length = end - start;
    const kept = this.#bytes;
    const slot = slotOf(hash);
    if (kept[slot + 1] !== length) return 0;
    for (let at = 0; at < length; at += 1) if (kept[slot + 2 + at] !== bytes[start + at]) return 0;
    return kept[slot] ?? 0;
  }

  keep(bytes: Uint8Array, start: number, end: number, hash: number, count: number): void {
    const length = end - start;
    if (length > longest) return;
    const kept = this.#bytes;
    const slot = slotOf(hash);
    kept[slot] = count;
    kept[slot + 1] = length;
    for (let at = 0; at < length; at += 1) kept[slot + 2 + at] = bytes[start + at] ?? 0;
  }
}

function slotOf(hash: number): number {
  return ((Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 18) & (slots - 1)) * stride;
}
