/** What all values of a column begin and end with. At least one of the two is not empty. */
export interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
}

const leastValues = 4;
/** A shorter end costs the reader more thought than it saves, unless it ends a time. */
const leastPrefix = 4;

/**
 * Ends that all values share, cut at borders of words and numbers. `undefined` when there is nothing to gain.
 * Characters that have a meaning in a table's header are never part of them.
 */
export function commonAffixes(values: readonly string[]): Affixes | undefined {
  const [first] = values;
  if (first === undefined || values.length < leastValues) return undefined;
  let prefix = first.length;
  let suffix = first.length;
  for (const value of values) {
    prefix = sharedStart(first, value, prefix);
    suffix = sharedEnd(first, value, suffix);
    if (prefix + suffix === 0) return undefined;
  }
  const shortest = values.reduce((least, value) => Math.min(least, value.length), first.length);
  const start = prefixAtBorder(first, Math.min(prefix, shortest - 1));
  const end = suffixAtBorder(first, Math.min(suffix, shortest - 1 - start), values);
  return start + end === 0 ? undefined : { prefix: first.slice(0, start), suffix: first.slice(first.length - end) };
}

function sharedStart(a: string, b: string, most: number): number {
  let n = 0;
  while (n < most && n < b.length && a[n] === b[n]) n++;
  return n;
}

function sharedEnd(a: string, b: string, most: number): number {
  let n = 0;
  while (n < most && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

/** Up to the last separator, since half a word or number would read like another one. */
function prefixAtBorder(first: string, most: number): number {
  let length = most;
  while (length > 0 && !/[/:@=#_ -]/.test(first[length - 1] ?? '')) length--;
  const prefix = first.slice(0, length);
  return length >= leastPrefix && isHarmless(prefix) && !/^\s/.test(prefix) ? length : 0;
}

/** From a separator on, or the letter of a zone after digits: `…:15Z`. */
function suffixAtBorder(first: string, most: number, values: readonly string[]): number {
  let length = Math.max(0, most);
  while (length > 0 && !startsAtBorder(first, length, values)) length--;
  const isWorthwhile = length > 1 || (length === 1 && /[A-Z]/.test(first.slice(-1)));
  const suffix = first.slice(first.length - length);
  return isWorthwhile && isHarmless(suffix) && !/\s$/.test(suffix) ? length : 0;
}

function startsAtBorder(first: string, length: number, values: readonly string[]): boolean {
  const head = first[first.length - length] ?? '';
  if (/[A-Za-z]/.test(head)) return values.every(value => /\d/.test(value[value.length - length - 1] ?? ''));
  return /[/@=#_ .-]/.test(head) && !/^\.\d/.test(first.slice(first.length - length));
}

function isHarmless(part: string): boolean {
  return !/[,"\\{}[\]]|[^\S ]/.test(part);
}
