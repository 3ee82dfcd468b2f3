/** What a question asks about: words to score by, and exact names (ids, paths, quoted text) that must be found. */
export interface Question {
  readonly words: readonly string[];
  readonly anchors: readonly string[];
}

const maxWords = 24;
const stopWords = new Set(
  'a about after all also an and any are as at be been but by can check could did do does find fix for from get give has have help here how i if in into is it its let list look make me more my need not now of on or our out please run see she show so some tell than that the their them then there these they this to up use want was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);

/** Reads a question once, so that many texts can be scored. `undefined` when it names nothing. */
export function readQuestion(text: string | undefined): Question | undefined {
  if (text === undefined) return undefined;
  const words = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}_][\p{L}\p{N}_-]{2,}/gu)) {
    if (!stopWords.has(word)) words.add(word);
    if (words.size === maxWords) break;
  }
  const anchors = new Set<string>();
  for (const [run, quoted] of text.matchAll(/["'`]([^"'`\n]{3,80})["'`]|[\w@./-]+/g)) {
    const name = quoted ?? nameIn(run);
    if (name !== undefined) anchors.add(name);
    if (anchors.size === maxWords) break;
  }
  return words.size + anchors.size === 0 ? undefined : { words: [...words], anchors: [...anchors] };
}

/** A path, an address, an id or a numbered name, without the end of the sentence that it stands in. */
function nameIn(run: string): string | undefined {
  let end = run.length;
  while (end > 0 && '@./'.includes(run.charAt(end - 1))) end--;
  const name = run.slice(0, end);
  return /\d{4}|[\w-][./@]+[\w-]|[A-Za-z]-?\d/.test(name) ? name : undefined;
}

/** Okapi BM25 without its length term: rows of one list are about equally long. Zero where nothing matches. */
export function scoreTexts({ words }: Question, texts: readonly string[]): readonly number[] {
  if (words.length === 0) return texts.map(() => 0);
  const pattern = new RegExp(words.map(word => word.replace(/[^\p{L}\p{N}_]/gu, '\\$&')).join('|'), 'gi');
  const found = texts.map(text => countMatches(text, pattern));
  const documents = new Map<string, number>();
  for (const counts of found) for (const word of counts.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  return found.map(counts => {
    let score = 0;
    for (const [word, count] of counts) {
      const holding = documents.get(word) ?? 0;
      // A word that most rows have tells nothing about any of them.
      if (holding > texts.length * 0.2 && texts.length > 10) continue;
      score += Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5)) * ((count * 2.5) / (count + 1.5));
    }
    return score;
  });
}

function countMatches(text: string, pattern: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [match] of text.matchAll(pattern)) {
    const word = match.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
