import { say } from '../../../shared/sentences/say.ts';
import type { JudgeContext, Replacement, Subject, Transform } from '../transform.ts';
import { countRepeats } from './countRepeats.ts';
import { groupPaths } from './paths/groupPaths.ts';
import { foldRecords } from './records/foldRecords.ts';
import { groupSearchHits } from './search/groupSearchHits.ts';
import { squeezeTables } from './tables/squeezeTables.ts';
import { isUnsettled, type Settled, settle } from './terminal.ts';
import { isDiff, isStructuredText } from './textKind.ts';

/** Output that was meant for a terminal: colours, progress bars, spinners, padding. */
export const settleTerminal: Transform = {
  id: 'settle_terminal',
  summary: 'Removes colours and what was drawn over, as a terminal would show it; states with an error word stay.',
  grade: 'settled',
  apply: (subject, context) => {
    const settled = settledText(subject.text);
    // Blanks at line ends alone are not worth giving up the bytes for, unless there are many.
    const isPadding = !isUnsettled(subject.text) && settled.length > subject.text.length * 0.97;
    if (settled === subject.text || isPadding) return undefined;
    const plain = { output: settled, reason: say('did.terminal') };
    return shorterStill({ ...subject, text: settled }, context, plain);
  },
};

/** The text as a terminal would show it; the text itself when there is nothing to settle. */
export function settledText(text: string): string {
  return settleText(text).text;
}

/** The same with where its lines come from, for excerpts whose gaps are fetched by number. */
export function settleText(text: string): SettledText {
  if (!isUnsettled(text)) return { text: withoutTrailingBlanks(text) };
  const settled = settle(text);
  return settled === undefined ? { text } : { ...settled, text: withoutTrailingBlanks(settled.text) };
}

/** Without `originLines` when every line stands where it stood. */
type SettledText = Pick<Settled, 'text'> & Partial<Settled>;

function withoutTrailingBlanks(text: string): string {
  return isDiff(text) || isStructuredText(text) ? text : text.replace(trailingBlanks, '');
}

/** Begins where no blank stands before: trying every blank of a long run would take its length squared. */
const trailingBlanks = /(?<![ \t])[ \t]+$/gm;

/** Once the colours are gone, the text may be of a kind that can be rewritten further. */
function shorterStill(subject: Subject, context: JudgeContext, plain: Replacement): Replacement {
  let best = plain;
  for (const transform of [groupSearchHits, groupPaths, foldRecords, squeezeTables, countRepeats]) {
    const rewritten = transform.apply(subject, context);
    if (rewritten === undefined || context.counter.count(rewritten.output) >= context.counter.count(best.output))
      continue;
    best = { output: rewritten.output, reason: `${plain.reason}; ${rewritten.reason}` };
  }
  return best;
}
