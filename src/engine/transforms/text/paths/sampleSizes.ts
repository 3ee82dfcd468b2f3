import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { readQuestion } from '../../relevance.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit, TokenScale, tokenBudget } from '../budget.ts';
import { bytesOf } from './sampleListing.ts';

/** `du`: who asks for it wants to know what is large. */
export const sampleSizes: Transform = {
  id: 'sample_sizes',
  summary: 'Keeps the largest files and folders of a long list of sizes, largest first.',
  grade: 'omission',
  apply: (subject, context) => {
    const { text } = subject;
    if (!mayOmit(text, context) || !sizeLine.test(text.slice(0, text.indexOf('\n')))) return undefined;
    const lines = text.split('\n').filter(line => line !== '');
    const sized = lines.filter(line => sizeLine.test(line));
    if (sized.length < leastLines || sized.length < lines.length * 0.95) return undefined;
    const budget = tokenBudget(context.counter.count(text), context);
    if (budget === undefined) return undefined;
    const scale = new TokenScale(text, context);
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const isAsked = (line: string): boolean => anchors.some(anchor => line.includes(anchor));
    const ranked = sized
      .map((line, i) => ({ line, i, bytes: bytesOf(line), asked: isAsked(line) }))
      .sort((a, b) => Number(b.asked) - Number(a.asked) || b.bytes - a.bytes || b.i - a.i);
    let left = budget;
    const chosen = ranked.filter(({ line }) => {
      left -= scale.of(line);
      return left >= 0;
    });
    const shown = chosen.sort((a, b) => b.bytes - a.bytes || b.i - a.i).map(({ line }) => line);
    const others = lines.filter(line => !sizeLine.test(line));
    const omitted = sized.length - shown.length;
    if (omitted === 0) return undefined;
    const kind = 'smaller entries; below the largest, by size';
    const marker = omissionMarker({ omitted, of: lines.length, unit: 'lines', kind, handle: context.handle });
    return {
      output: [marker, ...others, ...shown].join('\n'),
      reason: say('did.sizes', { n: withThousands(omitted) }),
    };
  },
};

const sizeLine = /^\d[\d.]*[KMGTP]?\t\S/;
const leastLines = 30;
