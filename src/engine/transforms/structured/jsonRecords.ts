import { rewriteNote } from '../marker.ts';
import type { Replacement, Subject, Transform } from '../transform.ts';
import { layoutName, layoutOf } from './jsonLayout.ts';
import { parseJson } from './jsonNodes.ts';
import { type CompactText, writeCompact } from './jsonWrite.ts';

export const jsonRecords: Transform = {
  id: 'json_records',
  summary: 'Writes JSON on one line and lists of similar records as tables; every key, value and spelling stays.',
  grade: 'decodable',
  apply: ({ text }: Subject): Replacement | undefined => {
    const document = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
    if (document === undefined || text.slice(document.root.end).trim() !== '') return undefined;
    const layout = layoutOf(document);
    const compact = writeCompact(text, document.root);
    const before = text.slice(0, document.root.start);
    const after = text.slice(document.root.end);
    return {
      output: `${noteFor(layout === undefined ? undefined : layoutName(layout), compact)}\n${before}${compact.output}${after}`,
      reason: compact.tables === 0 ? 'JSON without its indentation' : 'records written as tables',
      ...(layout === undefined ? { grade: 'settled' as const } : {}),
    };
  },
};

/** Tells a reader what differs from plain JSON, and a decoder which whitespace to put back. */
function noteFor(layout: string | undefined, compact: CompactText): string {
  const parts = [`JSON re-laid-out, values unchanged; was ${layout ?? 'spaced irregularly'}`];
  if (compact.tables > 0) parts.push('"N rows: a,b" heads a table, one row per line, empty cell = key absent');
  if (compact.usesPaths) parts.push('a.b = key b inside a');
  if (compact.usesConstants) parts.push('a=v holds in every row');
  if (compact.usesTextColumns) parts.push(':text = strings');
  return rewriteNote(parts.join('; '));
}
