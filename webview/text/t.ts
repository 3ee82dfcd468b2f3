import { translatorTo } from '../../src/shared/sentences/translate.ts';
import { english, type MessageKey } from './english.ts';
import { nameMonthsIn } from './format.ts';
import { german } from './german.ts';

/** Another language is another table here. */
const tables: Readonly<Record<string, Readonly<Record<MessageKey, string>>>> = { de: german };

let messages: Readonly<Record<MessageKey, string>> = english;
let plurals = new Intl.PluralRules('en');
let translate = translatorTo('en');

/** Chooses the language of the page, e.g. `de` or `de-AT`; one that has no table is English. */
export function speak(language: string): void {
  const [code = ''] = language.toLowerCase().split('-');
  const table = Object.hasOwn(tables, code) ? tables[code] : undefined;
  messages = table ?? english;
  plurals = new Intl.PluralRules(table === undefined ? 'en' : code);
  translate = translatorTo(language);
  nameMonthsIn(table === undefined ? 'en' : code);
}

/** What the engine wrote into a record, in the language of the page; names and other texts stay as they are. */
export function tell(sentence: string): string {
  return translate(sentence);
}

/** A text with its values filled in. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return pieces(messages[key], values).join('');
}

/** A text around values that are more than text, such as a number in its own type. */
export function around<T>(key: MessageKey, values: Readonly<Record<string, T>>): readonly (string | T)[] {
  return pieces(messages[key], values);
}

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
