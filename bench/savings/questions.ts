import type { Outcome } from './compressItem.ts';
import type { Item } from './corpus.ts';
import { jsonQuestions } from './jsonQuestions.ts';
import { textQuestions } from './textQuestions.ts';

/** A question about one item whose answer code finds in the original. */
export interface OracleQuestion {
  readonly item: string;
  readonly text: string;
  /** Every one of these must be in the text that the model sees. */
  readonly evidence: readonly (string | RegExp)[];
}

export type AskAbout = (text: string) => readonly Omit<OracleQuestion, 'item'>[];

/** Questions of a person at work: what failed and why, how many, the largest, the first, which version. */
export function questionsAbout(item: Item): readonly OracleQuestion[] {
  return [jsonQuestions, textQuestions].flatMap(ask => ask(item.text).map(asked => ({ item: item.name, ...asked })));
}

/** Whether the text alone, without retrieval, answers. What decodes to the original answers whatever the original does. */
export function isAnswerable(question: OracleQuestion, outcome: Outcome): boolean {
  if (outcome.isDecoded) return true;
  return question.evidence.every(piece =>
    typeof piece === 'string' ? outcome.output.includes(piece) : piece.test(outcome.output),
  );
}
