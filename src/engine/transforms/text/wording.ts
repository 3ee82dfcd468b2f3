/** A text among those that share a template, cut into tokens. */
export interface Member {
  readonly index: number;
  readonly tokens: readonly string[];
}

/** What all values of a place begin and end with: it belongs to the template. */
export interface Hole {
  readonly prefix: string;
  readonly suffix: string;
}

/** Per token of texts with equally many: a hole where they differ, `undefined` where they agree. */
export function holesOf(members: readonly Member[]): (Hole | undefined)[] {
  const first = members[0]?.tokens ?? [];
  return first.map((token, i) =>
    members.some(member => member.tokens[i] !== token)
      ? sharedAround(members.map(member => member.tokens[i] ?? ''))
      : undefined,
  );
}

/** The fixed text around the holes. */
export function joinParts(tokens: readonly string[], holes: readonly (Hole | undefined)[]): string[] {
  const parts: string[] = [''];
  tokens.forEach((token, i) => {
    const hole = holes[i];
    const space = i === 0 ? '' : ' ';
    const last = parts.length - 1;
    if (hole === undefined) {
      parts[last] += space + token;
      return;
    }
    parts[last] += space + hole.prefix;
    parts.push(hole.suffix);
  });
  return parts;
}

/** What all values begin and end with, cut at word borders so that no number or name is torn apart. */
function sharedAround(values: readonly string[]): Hole {
  const first = values[0] ?? '';
  if (values.some(value => value.includes(' '))) return { prefix: '', suffix: '' };
  let prefix = first.length;
  let suffix = first.length;
  for (const value of values) {
    prefix = Math.min(prefix, sharedStart(first, value));
    suffix = Math.min(suffix, sharedEnd(first, value));
  }
  while (prefix > 0 && !endsAtBorder(first, prefix)) prefix -= 1;
  if (first.slice(0, prefix) === '/') prefix = 0;
  const shortest = values.reduce((least, value) => Math.min(least, value.length), first.length);
  suffix = Math.min(suffix, shortest - prefix);
  while (suffix > 0 && !startsAtBorder(first, first.length - suffix, values, suffix)) suffix -= 1;
  if (prefix + suffix >= shortest) suffix = Math.max(0, shortest - prefix - 1);
  if (prefix >= shortest) return { prefix: '', suffix: '' };
  while (suffix > 0 && !startsAtBorder(first, first.length - suffix, values, suffix)) suffix -= 1;
  return { prefix: first.slice(0, prefix), suffix: suffix === 0 ? '' : first.slice(first.length - suffix) };
}

/** Strong borders only: a part of an address, a version or a time would read like another one. */
function endsAtBorder(first: string, end: number): boolean {
  const last = first[end - 1] ?? '';
  if (last === ':') return !/\d/.test(first[end - 2] ?? '');
  if (last === '-' || last === 'T') return dateStart.test(first.slice(0, end));
  return '/\\=([{<"\'`@#,;|'.includes(last);
}

/** A year, a month or a day may stand apart from the rest of a time. */
const dateStart = /(?:^|\D)\d{4}-(?:\d\d-(?:\d\dT)?)?$/;

/** A suffix may start at punctuation, or with letters when every value before it ends in a digit (`34ms`). */
function startsAtBorder(first: string, at: number, values: readonly string[], suffix: number): boolean {
  const head = first[at] ?? '';
  if (head === '.') return /[A-Za-z]/.test(first[at + 1] ?? '');
  if (/[A-Za-z]/.test(head)) return values.every(value => /\d/.test(value[value.length - suffix - 1] ?? ''));
  return '/\\=()[]{}<>"\'`@#,;|:%+'.includes(head);
}

function sharedStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n += 1;
  return n;
}

function sharedEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n += 1;
  return n;
}
