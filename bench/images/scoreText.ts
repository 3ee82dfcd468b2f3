/** How well a text was read: shares between 0 and 1. */
export interface TextScore {
  /** One less the edits that lead from one text to the other, per character. */
  readonly characters: number;
  readonly words: number;
  /** Of the words with digits, underscores, slashes or capitals inside: what must be exact. */
  readonly identifiers: number;
}

/** White space is folded, rulers of one sign are left out, and typographic quotes count as plain ones. */
export function scoreText(truth: string, read: string): TextScore {
  const [wanted, found] = [folded(truth), folded(read)];
  if (wanted === '') {
    const score = found === '' ? 1 : 0;
    return { characters: score, words: score, identifiers: score };
  }
  const words = wanted.split(' ');
  const identifiers = words.filter(word => word.length > 3 && /[\d_/\\]|[a-z][A-Z]/.test(word));
  return {
    characters: Math.max(0, 1 - editDistance(wanted, found) / wanted.length),
    words: shareFound(words, found),
    identifiers: shareFound(identifiers, found),
  };
}

function folded(text: string): string {
  return text
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/[=_^-]{4,}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function shareFound(words: readonly string[], text: string): number {
  const left = new Map<string, number>();
  for (const word of text.split(' ')) left.set(word, (left.get(word) ?? 0) + 1);
  let found = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    found++;
  }
  return words.length === 0 ? 1 : found / words.length;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, replaced));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
