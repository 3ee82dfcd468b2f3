import { englishSentences } from './english.ts';
import type { SentenceCode } from './say.ts';

/** What a sentence of the engine says, apart from any language. A value may be the English text of another sentence. */
export interface Sentence {
  readonly code: SentenceCode;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Finds the code and the values of a sentence in its English text. Records keep the text alone: it passes through threads,
 * databases, files and the blanking of names as it is, and records of earlier versions are read as well as new ones.
 * `undefined` for what is no sentence of the table.
 */
export function readSentence(text: string): Sentence | undefined {
  for (const { code, pattern, names } of forms()) {
    const match = pattern.exec(text);
    if (match !== null) return { code, values: Object.fromEntries(names.map((name, i) => [name, match[i + 1] ?? ''])) };
  }
  return undefined;
}

interface Form {
  readonly code: SentenceCode;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

let known: readonly Form[] | undefined;

/** Made when first needed. Most specific first: a form with more words of its own is tried before one with fewer. */
function forms(): readonly Form[] {
  known ??= (Object.keys(englishSentences) as SentenceCode[])
    .map(code => ({ code, parts: englishSentences[code].split(/\{\+?(\w+)\}/) }))
    .toSorted((a, b) => charactersOf(b.parts) - charactersOf(a.parts))
    .map(({ code, parts }) => ({ code, pattern: patternOf(parts), names: parts.filter((_, i) => i % 2 === 1) }));
  return known;
}

/** Words and names of values take turns in the parts of a template. */
function charactersOf(parts: readonly string[]): number {
  return parts.reduce((sum, part, i) => sum + (i % 2 === 0 ? part.length : 0), 0);
}

function patternOf(parts: readonly string[]): RegExp {
  const sources = parts.map((part, i) => (i % 2 === 0 ? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '([^]+?)'));
  return new RegExp(`^${sources.join('')}$`);
}
