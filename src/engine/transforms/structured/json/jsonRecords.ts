import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote } from '../../marker.ts';
import type { Replacement, Subject, Transform } from '../../transform.ts';
import { followsLayout, guessLayout, type JsonLayout, layoutName } from './jsonLayout.ts';
import type { JsonDocument } from './jsonNodes.ts';
import { type Section, splitJson } from './jsonSections.ts';
import { CompactWriter } from './jsonWrite.ts';
import { type Extra, explain } from './notation.ts';

export const jsonRecords: Transform = {
  id: 'json_records',
  summary: 'Writes JSON on one line and lists of similar records as tables; every key, value and spelling stays.',
  grade: 'decodable',
  apply: ({ text }: Subject): Replacement | undefined => {
    const sections = splitJson(text);
    if (sections === undefined || hasTableLikeText(sections)) return undefined;
    const layout = commonLayout(sections);
    const { body, used } = writeSections(text, sections);
    return {
      output: `${noteFor(layout, used)}\n${body}`,
      reason: say(used.has('tables') ? 'did.jsonTables' : 'did.jsonIndent'),
      ...(layout === undefined ? { grade: 'settled' as const } : {}),
    };
  },
};

/** Plain text that looks like a table of ours could not be told from one. */
function hasTableLikeText(sections: readonly Section[]): boolean {
  return sections.some(section => section.kind === 'text' && /^[[{]\d+ (?:rows|lines)\b/m.test(section.text));
}

/** The layout of the longest document, when all the others follow it too. */
export function commonLayout(sections: readonly Section[]): JsonLayout | undefined {
  const documents = sections.flatMap(section => (section.kind === 'json' ? section.documents : []));
  const longest = documents.reduce((best, document) => (sizeOf(document) > sizeOf(best) ? document : best));
  const layout = guessLayout(longest);
  return layout !== undefined && documents.every(document => followsLayout(document, layout)) ? layout : undefined;
}

function sizeOf({ root }: JsonDocument): number {
  return root.end - root.start;
}

export function writeSections(text: string, sections: readonly Section[]): { body: string; used: ReadonlySet<Extra> } {
  const writer = new CompactWriter(text);
  const parts = sections.map(section => {
    if (section.kind === 'text') return section.text;
    // A value that the end of the text cuts stands alone behind the others: nothing of ours may follow it.
    const whole = section.documents.filter(({ isCut }) => !isCut).map(({ root }) => root);
    const cut = section.documents.filter(({ isCut }) => isCut).map(({ root }) => writer.write(root));
    const lines = whole.length > 1 ? writer.writeLines(whole) : undefined;
    return [...(lines === undefined ? whole.map(root => writer.write(root)) : [lines]), ...cut].join('\n');
  });
  return { body: parts.join(''), used: writer.used };
}

/** Tells a reader what differs from plain JSON, and a decoder which whitespace to put back. */
function noteFor(layout: JsonLayout | undefined, used: ReadonlySet<Extra>): string {
  const was = layout === undefined ? 'spaced irregularly' : layoutName(layout);
  return rewriteNote([`JSON re-laid-out, values unchanged; was ${was}`, ...explain(used)].join('; '));
}
