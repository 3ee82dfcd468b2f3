import type { MessageKey } from '../text/english.ts';

/**
 * The reasons for leaving a block alone, as a word or two for a column; the whole sentence stands with the block. The first
 * pattern that fits counts, and a reason that is new here keeps its own beginning.
 */
const words: readonly (readonly [RegExp, MessageKey])[] = [
  [/^already sent/, 'decision.alreadySent'],
  [/secret/, 'decision.secret'],
  [/fewer than|below .* tokens|too small|smallest/, 'decision.small'],
  [/no gain|which is no gain/, 'decision.noGain'],
  [/paused/, 'decision.paused'],
  [/^the client (?:changed|added)/, 'decision.cold'],
  [/refers to is no longer/, 'decision.void'],
  [/lines of a file|stay exact|edit/, 'decision.exact'],
  [/tool profile|is off/, 'decision.off'],
  [/not judged|not asked/, 'decision.unjudged'],
  [/protected|protect/, 'decision.protected'],
  [/retriev/, 'decision.retrieval'],
  [/thinking|person|user|system|definition|model|assistant|call/, 'decision.sacred'],
];

export function decisionWord(reason: string): { readonly key: MessageKey } | { readonly text: string } {
  const known = words.find(([pattern]) => pattern.test(reason));
  return known === undefined ? { text: firstWords(reason) } : { key: known[1] };
}

const longest = 22;

/** What stands before the first comma or bracket, whole words only. */
function firstWords(reason: string): string {
  const [start = ''] = reason.split(/[,(:;]| because /);
  if (start.length <= longest) return start.trim();
  return `${start.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}
