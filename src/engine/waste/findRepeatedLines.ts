import { say } from '../../shared/sentences/say.ts';
import type { LocalDetector } from './finding.ts';

/** Shorter lines (braces, separators) repeat in any text and mean nothing. */
const shortestLine = 24;

/** Lines that stood in the same text before, word for word. */
export const findRepeatedLines: LocalDetector = (text, counter) => {
  const seen = new Set<string>();
  const repeated: string[] = [];
  let firstRepeat: number | undefined;
  text.split('\n').forEach((line, index) => {
    const content = line.trim();
    if (content.length < shortestLine) return;
    if (!seen.has(content)) {
      seen.add(content);
      return;
    }
    repeated.push(line);
    firstRepeat ??= index + 1;
  });
  if (firstRepeat === undefined) return undefined;
  const tokens = counter.count(repeated.join('\n'));
  return { category: 'repeatedLines', tokens, line: firstRepeat, what: say('what.repeats', { n: repeated.length }) };
};
