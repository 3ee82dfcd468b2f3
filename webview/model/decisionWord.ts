import { readSentence } from '../../src/shared/sentences/readSentence.ts';
import type { SentenceCode } from '../../src/shared/sentences/say.ts';
import type { MessageKey } from '../text/english.ts';

/** The reasons for leaving a block alone, as a word or two for a column; the whole sentence stands with the block. */
const words: Readonly<Partial<Record<SentenceCode, MessageKey>>> = {
  'cold.changed': 'decision.cold',
  'left.addressed': 'decision.exact',
  'left.amongLast': 'decision.protected',
  'left.analysis': 'decision.protected',
  'left.assistantText': 'decision.sacred',
  'left.documents': 'decision.sacred',
  'left.exactLines': 'decision.exact',
  'left.few': 'decision.small',
  'left.images': 'decision.sacred',
  'left.noGain': 'decision.noGain',
  'left.noGainBy': 'decision.noGain',
  'left.notJudged': 'decision.unjudged',
  'left.notJudgedInMode': 'decision.unjudged',
  'left.off': 'decision.off',
  'left.paused': 'decision.paused',
  'left.pausedBecause': 'decision.paused',
  'left.prefix': 'decision.small',
  'left.referenceGone': 'decision.void',
  'left.retrieved': 'decision.retrieval',
  'left.secret': 'decision.secret',
  'left.sentBefore': 'decision.alreadySent',
  'left.system': 'decision.sacred',
  'left.thinking': 'decision.sacred',
  'left.toolCalls': 'decision.sacred',
  'left.toolDefinitions': 'decision.sacred',
  'left.userText': 'decision.sacred',
  'picture.littleGain': 'decision.noGain',
  'picture.prefix': 'decision.small',
  'picture.secret': 'decision.secret',
};

/** A reason without a word of its own gives its beginning, in the language that `tell` speaks. */
export function decisionWord(
  reason: string,
  tell: (sentence: string) => string,
): { readonly key: MessageKey } | { readonly text: string } {
  const code = readSentence(reason)?.code;
  const key = code === undefined ? undefined : words[code];
  return key === undefined ? { text: firstWords(tell(reason)) } : { key };
}

const longest = 22;

/** What stands before the first comma or bracket, whole words only. */
function firstWords(reason: string): string {
  const [start = ''] = reason.split(/[,(:;]| because /);
  if (start.length <= longest) return start.trim();
  return `${start.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}
