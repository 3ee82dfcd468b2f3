/** Multiplier that keeps rank and place apart in one double: exact for places below 2^32 and ranks below 2^21. */
const placeRange = 2 ** 32;

/** A heap of (rank, place) pairs, lowest rank first and leftmost among equals, without an object per pair. */
export class MinHeap {
  /** The pair that `takeLowest` took. */
  rank = 0;
  place = 0;
  #keys = new Float64Array(256);
  #size = 0;

  /** Appends without ordering; `order` must follow before anything is taken. */
  add(rank: number, place: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    this.#keys[this.#size] = rank * placeRange + place;
    this.#size += 1;
  }

  /** Makes a heap of what `add` appended, in linear time. */
  order(): void {
    for (let at = (this.#size >> 1) - 1; at >= 0; at -= 1) this.#sink(at, this.#keys[at] ?? 0);
  }

  push(rank: number, place: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    const keys = this.#keys;
    const key = rank * placeRange + place;
    let at = this.#size;
    this.#size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = keys[parent] ?? 0;
      if (above <= key) break;
      keys[at] = above;
      at = parent;
    }
    keys[at] = key;
  }

  /** Takes the lowest pair into `rank` and `place`; false when nothing is left, and then spare memory is given back. */
  takeLowest(): boolean {
    if (this.#size === 0) {
      if (this.#keys.length > 1 << 16) this.#keys = new Float64Array(256);
      return false;
    }
    const lowest = this.#keys[0] ?? 0;
    this.rank = Math.floor(lowest / placeRange);
    this.place = lowest - this.rank * placeRange;
    this.#size -= 1;
    if (this.#size > 0) this.#sink(0, this.#keys[this.#size] ?? 0);
    return true;
  }

  #sink(from: number, key: number): void {
    const keys = this.#keys;
    const size = this.#size;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
      const below = keys[child] ?? 0;
      if (below >= key) break;
      keys[at] = below;
      at = child;
    }
    keys[at] = key;
  }

  #grow(): void {
    const larger = new Float64Array(this.#keys.length * 2);
    larger.set(this.#keys);
    this.#keys = larger;
  }
}
