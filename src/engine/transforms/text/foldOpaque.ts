import { say } from '../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../marker.ts';
import { policyOf } from '../profiles.ts';
import { joinSpans, type TextSpan } from '../structured/shortenString.ts';
import type { Transform } from '../transform.ts';
import { mayOmit } from './budget.ts';
import { findOpaque, type OpaqueStretch } from './opaque.ts';
import { alarmOffsets } from './severity.ts';

/** Encoded bytes and minified programs inside any text. */
export const foldOpaque: Transform = {
  id: 'fold_opaque',
  summary:
    'Keeps the two ends of encoded data and minified code, and what code says went wrong; everything around them stays as it was.',
  grade: 'omission',
  apply: ({ text }, context) => {
    if (!mayOmit(text, context)) return undefined;
    const { generosity } = policyOf(context.options);
    const folds = findOpaque(text)
      .map(stretch => ({ ...stretch, spans: keptSpans(text, stretch, generosity) }))
      .filter(({ spans }) => spans.length > 1);
    if (folds.length === 0) return undefined;
    const kept: string[] = [];
    let at = 0;
    for (const { start, end, kind, spans } of folds) {
      kept.push(text.slice(at, start));
      at = start;
      for (const [from, to] of spans) {
        if (from > at) {
          const gap = { omitted: from - at, of: end - start, unit: 'characters', kind };
          kept.push('\n', omissionMarker({ ...gap, handle: context.handle }), '\n');
        }
        kept.push(text.slice(from, to));
        at = to;
      }
    }
    kept.push(text.slice(at));
    const total = withThousands(folds.reduce((sum, { start, end }) => sum + end - start, 0));
    return { output: kept.join(''), reason: say('did.opaque', { n: total, kind: folds[0]?.kind ?? '' }) };
  },
};

/** About what a marker takes. */
const leastGap = 120;
const mostWindows = 6;

/** What stays of a stretch: its ends, and in a program what is around words of alarm, since it may be data after all. */
function keptSpans(text: string, { start, end, kind }: OpaqueStretch, generosity: number): readonly TextSpan[] {
  const isCode = kind === say('kind.minified');
  const head = start + Math.round((isCode ? 1600 : 160) * generosity);
  const tail = end - Math.round((isCode ? 1000 : 80) * generosity);
  const offsets = isCode ? tellingOffsets(text.slice(start, end)).map(offset => start + offset) : [];
  const windows = offsets
    .filter(offset => offset >= head && offset < tail)
    .slice(0, Math.ceil(mostWindows * generosity))
    .map((offset): TextSpan => [Math.max(start, offset - 60), Math.min(end, offset + 240)]);
  return joinSpans([[start, head], ...windows, [tail, end]], leastGap).map(([from, to]) => [
    wholeCharacter(text, from),
    wholeCharacter(text, to),
  ]);
}

/** Words of alarm in no call, argument or access: a program throws and logs errors all over. One of each wording. */
function tellingOffsets(code: string): readonly number[] {
  const wordings = new Map<string, number>();
  for (const offset of alarmOffsets(code)) {
    const wording = code.slice(offset, offset + 24);
    const isProgram =
      /\.$|\(["'`][^"'`]*$/.test(code.slice(Math.max(0, offset - 60), offset)) || /^\w+[(.]/.test(wording);
    if (!isProgram && !wordings.has(wording)) wordings.set(wording, offset);
  }
  return [...wordings.values()];
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;
}
