import { english } from './english.ts';

export type MessageKey = keyof typeof english;
/** The one table so far; another language is another record with these keys. */
const messages: Readonly<Record<MessageKey, string>> = english;

/** A text with its values filled in. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return pieces(messages[key], values).join('');
}

/** A text around values that are more than text, such as a number in its own type. */
export function around<T>(key: MessageKey, values: Readonly<Record<string, T>>): readonly (string | T)[] {
  return pieces(messages[key], values);
}

const plurals = new Intl.PluralRules('en');

type CountKey = Extract<MessageKey, `${string}.one`> extends `${infer Name}.one` ? Name : never;

/** `1 request`, `48 requests`. */
export function count(name: CountKey, amount: number, shown: string = String(amount)): string {
  return t(`${name}.${plurals.select(amount) === 'one' ? 'one' : 'other'}` as MessageKey, { n: shown });
}

function pieces<T>(template: string, values: Readonly<Record<string, T>>): readonly (string | T)[] {
  return template.split(/\{(\w+)\}/).flatMap((part, index): (string | T)[] => {
    if (index % 2 === 0) return part === '' ? [] : [part];
    const value = values[part];
    return value === undefined ? [`{${part}}`] : [value];
  });
}
