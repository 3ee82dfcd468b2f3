/** Twin of `training/ngrams.py`: words, pairs of words and groups of letters, hashed into a table of scores. */
export class NgramTable {
  readonly #values: Int8Array;
  readonly #labels: number;
  readonly #step: number;

  /** `step` is what a value of 1 in the table is worth. */
  constructor(values: Int8Array, labels: number, step: number) {
    this.#values = values;
    this.#labels = labels;
    this.#step = step;
  }

  /** One raw score per label. */
  score(text: string): readonly number[] {
    const buckets = bucketsOf(text, this.#values.length / this.#labels);
    const weight = this.#step * scale * buckets.size ** -0.5;
    return Array.from({ length: this.#labels }, (_, label) => {
      let sum = 0;
      for (const bucket of buckets) sum += this.#values[bucket * this.#labels + label] ?? 0;
      return buckets.size === 0 ? 0 : sum * weight;
    });
  }
}

const scale = 4;
const lengths = [2, 3, 4, 5];

/** Numbers of the rows that a text adds up. */
export function bucketsOf(text: string, buckets: number): ReadonlySet<number> {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, ' ')
    .split(' ')
    .filter(word => word !== '');
  return new Set(groupsIn(words).map(group => fnv1a(group) % buckets));
}

function groupsIn(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  const pairs = words.slice(1).map((word, at) => `b${words[at]}_${word}`);
  const ends = [`^${words[0]}`, `^${words.slice(0, 2).join(' ')}`, `$${words.at(-1)}`];
  const letters = [...` ${words.join(' ')} `];
  const groups = lengths.flatMap(length =>
    letters.slice(0, Math.max(0, letters.length - length + 1)).map((_, at) => letters.slice(at, at + length).join('')),
  );
  return [...words.map(word => `w${word}`), ...pairs, ...ends, ...groups];
}

/** The 32-bit hash of Fowler, Noll and Vo over the text's UTF-8. */
function fnv1a(text: string): number {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16_777_619);
  return hash >>> 0;
}
