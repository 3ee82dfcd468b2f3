import type { PictureText } from '../../src/engine/images/readText.ts';
import type { Claim, Tally } from '../statistics.ts';

/** How well a text was read. */
export interface TextScore {
  /** Characters less the edits that lead from one text to the other. */
  readonly characters: Tally;
  readonly words: Tally;
  /** Of the words with digits, underscores, slashes or capitals inside: what must be exact. */
  readonly identifiers: Tally;
}

/** White space is folded, rulers of one sign are left out, and typographic quotes count as plain ones. */
export function scoreText(truth: string, read: string): TextScore {
  const [wanted, found] = [folded(truth), folded(read)];
  const words = wordsOf(wanted);
  const identifiers = words.filter(word => word.length > 3 && /[\d_/\\]|[a-z][A-Z]/.test(word));
  const edits = editDistance(wanted, found);
  return {
    characters: { hits: Math.max(0, wanted.length - edits), of: wanted.length },
    words: tallyFound(words, found),
    identifiers: tallyFound(identifiers, found),
  };
}

/** Each word that was read, how sure the reader was of it, and whether the text has it. */
export function claimsOf(truth: string, { lines }: PictureText): readonly Claim[] {
  const take = takerOf(folded(truth));
  return lines
    .flatMap(({ words }) => words)
    .filter(({ text }) => folded(text) !== '')
    .map(({ text, confidence }) => ({ confidence, isRight: take(folded(text)) }));
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

function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

function tallyFound(words: readonly string[], text: string): Tally {
  return { hits: words.filter(takerOf(text)).length, of: words.length };
}

/** Says of a word whether the text has it once more than it was asked for. */
function takerOf(text: string): (word: string) => boolean {
  const left = new Map<string, number>();
  for (const word of wordsOf(text)) left.set(word, (left.get(word) ?? 0) + 1);
  return word => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  };
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
