import { fill } from '../shared/sentences/say.ts';
import { translatorTo } from '../shared/sentences/translate.ts';

type Values = Readonly<Record<string, string | number>>;
type Translate = (message: string, values: Record<string, string | number>) => string;

/** English, which is also what tests see: the messages are their own keys. */
let translate: Translate = (message, values) => fill(message, values, text => text);
let tellSentence = translatorTo('en');
let spoken = 'en';

/** Speaks the language of the editor from now on. `vscode.l10n.t` finds the texts in `l10n/bundle.l10n.*.json`. */
export function speakAs(language: string, translator: Translate): void {
  translate = translator;
  tellSentence = translatorTo(language);
  spoken = language;
}

export const l10n = {
  /** A text for people in their language; `{name}` stands where a value goes. */
  t: (message: string, values: Values = {}): string => translate(message, values),
  /** Marks a text of a table, which is made before the language is known, and goes through `t` where it is shown. */
  later: <Message extends string>(message: Message): Message => message,
  /** What the engine wrote into a record, in the language of the editor. */
  tell: (sentence: string): string => tellSentence(sentence),
  /** As the editor names it, e.g. `de`; for files that are written in it. */
  language: (): string => spoken,
};
