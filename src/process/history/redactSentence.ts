import { englishSentences } from '../../shared/sentences/english.ts';
import { readSentence } from '../../shared/sentences/readSentence.ts';
import { fill, type SentenceCode } from '../../shared/sentences/say.ts';

/** Names of values that are figures wherever they stand. */
const figures = new Set([
  ...['n', 'least', 'after', 'kept', 'all', 'templates', 'files', 'left', 'turns', 'tokens', 'unused', 'lookback'],
  ...['share', 'risk', 'limit', 'confidence', 'threshold', 'size', 'useful', 'status', 'byte'],
  ...['usd', 'price', 'otherwise', 'later'],
]);

/** Sentences in which `before` and `now` are figures too; elsewhere they are what somebody wrote. */
const comparesFigures: ReadonlySet<SentenceCode> = new Set([
  'left.noGainBy',
  'price.rewritePays',
  'price.rewriteNever',
]);

/** Names of values that are words of our own: ids of transforms, kinds of secrets, parts of pictures. */
const ownWords = new Set(['transform', 'technique', 'mode', 'part', 'kind']);

/** `4.2k`, `+$0.0310`, `1568×1568`. */
const figure = /^[-+]?\$?\d[\d.,]*k?(?: ?× ?\d+)?$/;
const words = /^[\w -]{1,40}$/;

/**
 * What the engine said, rebuilt from the words of its table and the figures alone. Everything else that stands in it goes
 * through `hide`; so does all of a text that the engine never says.
 */
export function redactSentence(text: string, hide: (text: string) => string): string {
  return tryRedact(text, hide) ?? hide(text);
}

/** Reasons may be joined by semicolons, which a reason may also hold itself: only where each part is one are they parted. */
function tryRedact(text: string, hide: (text: string) => string): string | undefined {
  const parts = text.split('; ').map(part => redactOne(part, hide));
  return parts.includes(undefined) ? redactOne(text, hide) : parts.join('; ');
}

function redactOne(text: string, hide: (text: string) => string): string | undefined {
  const sentence = readSentence(text);
  if (sentence === undefined) return undefined;
  const template = englishSentences[sentence.code];
  const values = Object.entries(sentence.values).map(([name, value]) => {
    const isKept = template.includes(`{+${name}}`) || isOurs(sentence.code, name, value);
    return [name, isKept ? value : hide(value)] as const;
  });
  return fill(template, Object.fromEntries(values), inner => redactInner(inner, hide));
}

/** A sentence at the beginning of another one was given a capital letter there; with it, a shorter form would fit some. */
function redactInner(text: string, hide: (text: string) => string): string {
  return tryRedact(text.slice(0, 1).toLowerCase() + text.slice(1), hide) ?? tryRedact(text, hide) ?? hide(text);
}

function isOurs(code: SentenceCode, name: string, value: string): boolean {
  if (ownWords.has(name)) return words.test(value);
  const isFigure = figures.has(name) || (comparesFigures.has(code) && (name === 'before' || name === 'now'));
  return isFigure && figure.test(value);
}
