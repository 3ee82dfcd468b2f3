import { withThousands } from '../marker.ts';

const listed = 6;
const maxLength = 48;

/** One line that says which values a hole has: all with their counts when few, else how many, the range, the most frequent. */
export function describeValues(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) {
    const shown = value.trimEnd();
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  const short = ranked.filter(([value]) => value.length <= maxLength);
  if (ranked.length <= listed && short.length === ranked.length) {
    return ranked.map(([value, count]) => describeCount(value, count, values.length)).join(', ');
  }
  const distinct = `${withThousands(ranked.length)} different`;
  const range = rangeOf([...counts.keys()]);
  const frequent = short.filter(([, count]) => count > 1).slice(0, 3);
  const most =
    frequent.length === 0 ? '' : `, most often ${frequent.map(([value, count]) => `${value} ×${count}`).join(', ')}`;
  return `${distinct}${range}${most}`;
}

/** A value that stands once needs no count. */
function describeCount(value: string, count: number, of: number): string {
  if (count === of && of > 1) return `all ${value}`;
  return count === 1 ? value : `${value} ×${count}`;
}

/** Only for plain numbers, and in their own spelling. */
function rangeOf(values: readonly string[]): string {
  if (!values.every(value => /^-?\d{1,15}(?:\.\d{1,9})?$/.test(value))) return '';
  let least = values[0] ?? '';
  let greatest = least;
  for (const value of values) {
    if (Number(value) < Number(least)) least = value;
    if (Number(value) > Number(greatest)) greatest = value;
  }
  return `, ${least} to ${greatest}`;
}
