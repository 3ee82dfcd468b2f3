import { say } from '../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../marker.ts';
import { policyOf } from '../profiles.ts';
import type { Transform } from '../transform.ts';
import { mayOmit } from './budget.ts';
import { findOpaque } from './opaque.ts';

/** Encoded bytes and minified programs inside any text. */
export const foldOpaque: Transform = {
  id: 'fold_opaque',
  summary: 'Keeps only the two ends of encoded data and minified code; everything around them stays as it was.',
  grade: 'omission',
  apply: ({ text }, context) => {
    if (!mayOmit(text, context)) return undefined;
    const stretches = findOpaque(text);
    if (stretches.length === 0) return undefined;
    const { generosity } = policyOf(context.options);
    const kept: string[] = [];
    let at = 0;
    for (const { start, end, kind } of stretches) {
      const isCode = kind === say('kind.minified');
      const head = Math.round((isCode ? 1600 : 160) * generosity);
      const tail = Math.round((isCode ? 1000 : 80) * generosity);
      const omitted = end - start - head - tail;
      const marker = omissionMarker({ omitted, of: end - start, unit: 'characters', kind, handle: context.handle });
      kept.push(text.slice(at, start + head), '\n', marker, '\n', text.slice(end - tail, end));
      at = end;
    }
    kept.push(text.slice(at));
    const total = withThousands(stretches.reduce((sum, { start, end }) => sum + end - start, 0));
    return { output: kept.join(''), reason: say('did.opaque', { n: total, kind: stretches[0]?.kind ?? '' }) };
  },
};
