import { say } from '../../shared/sentences/say.ts';
import type { LocalDetector } from './finding.ts';
import { lineOf } from './lineOf.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal control sequences begin with ESC.
const controlSequence = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const trailingBlanks = /(?<![ \t])[ \t]+$/gm;
const emptyLines = /\n{3,}/g;

/** Colours and cursor movements, blanks at line ends and runs of empty lines. Leading blanks carry structure and stay. */
export const findBlanks: LocalDetector = (text, counter) => {
  const first = text.search(new RegExp(`${controlSequence.source}|[ \\t]\\n|\\n{3}`));
  if (first === -1) return undefined;
  const tidy = text.replace(controlSequence, '').replace(trailingBlanks, '').replace(emptyLines, '\n\n');
  const tokens = counter.count(text) - counter.count(tidy);
  return {
    category: 'whitespace',
    tokens,
    line: lineOf(text, first),
    what: say('what.invisible', { n: text.length - tidy.length }),
  };
};
