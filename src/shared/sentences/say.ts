import { englishSentences } from './english.ts';

export type SentenceCode = keyof typeof englishSentences;

/** The names between the braces of a template. */
type NamesIn<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `+${infer Inner}` ? Inner : Name) | NamesIn<Rest>
  : never;

type Values<Code extends SentenceCode> = Readonly<Record<NamesIn<(typeof englishSentences)[Code]>, string | number>>;

/** What the engine writes for people: one English sentence of the table, with its values. */
export function say<Code extends SentenceCode>(
  code: Code,
  ...[values]: [NamesIn<(typeof englishSentences)[Code]>] extends [never] ? [] : [values: Values<Code>]
): string {
  return fill(englishSentences[code], values ?? {}, inner => inner);
}

/**
 * A template with its values in place. Values that are sentences go through `tell` first, and get a capital letter where they
 * begin a text that ends in a full stop. A name without a value stays as it is.
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string | number>>,
  tell: (sentence: string) => string,
): string {
  return template.replace(/\{(\+?)(\w+)\}/g, (whole, mark: string, name: string, at: number) => {
    const value = Object.hasOwn(values, name) ? String(values[name]) : whole;
    if (mark === '') return value;
    return at === 0 && template.endsWith('.') ? capitalised(tell(value)) : tell(value);
  });
}

/** A sentence of the table as one that others may follow: with a capital letter and a full stop. */
export function asSentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? capitalised(text) : `${capitalised(text)}.`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
