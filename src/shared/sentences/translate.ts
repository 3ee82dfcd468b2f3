import { germanSentences } from './german.ts';
import { readSentence } from './readSentence.ts';
import { fill, type SentenceCode } from './say.ts';

type Table = Readonly<Record<SentenceCode, string>>;

/** Another language is another table here. */
const tables: Readonly<Record<string, Table>> = { de: germanSentences };

/** The same few sentences are drawn again and again; beyond this, what is known of them is forgotten. */
const mostKnown = 500;

/** Tells what the engine says in a language such as `de` or `de-AT`. What has no table, or is no sentence of the engine's, stays. */
export function translatorTo(language: string): (text: string) => string {
  const [code = ''] = language.toLowerCase().split('-');
  const table = Object.hasOwn(tables, code) ? tables[code] : undefined;
  if (table === undefined) return text => text;
  const known = new Map<string, string>();
  return text => {
    const translated = known.get(text) ?? translate(text, table) ?? text;
    if (known.size >= mostKnown) known.clear();
    known.set(text, translated);
    return translated;
  };
}

/** Several reasons may be joined by semicolons, which a reason may also hold itself: only where each part is one are they parted. */
function translate(text: string, table: Table): string | undefined {
  const parts = text.split('; ').map(part => translateOne(part, table));
  return parts.includes(undefined) ? translateOne(text, table) : parts.join('; ');
}

function translateOne(text: string, table: Table): string | undefined {
  const sentence = readSentence(text);
  if (sentence === undefined) return undefined;
  return fill(table[sentence.code], sentence.values, inner => translateInner(inner, table));
}

/** A sentence at the beginning of another one was given a capital letter there; with it, a shorter form would fit some. */
function translateInner(text: string, table: Table): string {
  return translate(text.slice(0, 1).toLowerCase() + text.slice(1), table) ?? translate(text, table) ?? text;
}
