/** Shares a budget so that what is small gets all it needs and what is large gets equal parts of the rest. */
export function shareOut(sizes: readonly number[], budget: number): readonly number[] {
  const ascending = [...sizes].sort((a, b) => a - b);
  let rest = budget;
  let level = 0;
  for (let i = 0; i < ascending.length; i++) {
    const equalPart = rest / (ascending.length - i);
    const size = ascending[i] ?? 0;
    level = Math.max(equalPart, 0);
    if (size > equalPart) break;
    rest -= size;
    level = size;
  }
  return sizes.map(size => Math.min(size, Math.floor(level)));
}
