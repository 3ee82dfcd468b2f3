import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, rewriteNote, truncatedElement } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { JudgeContext, Replacement, Subject, Transform } from '../../transform.ts';
import { describeAlarms } from '../alarmKinds.ts';
import { describeFacets } from '../facets.ts';
import { budgetFor } from '../informationBudget.ts';
import { profileColumn, type RowTable } from '../rowTable.ts';
import { selectRows } from '../selectRows.ts';
import { explainRuns, writeRun } from './xmlRows.ts';
import { splitXml, type XmlElement, type XmlForm } from './xmlRuns.ts';

export const xmlSample: Transform = {
  id: 'xml_sample',
  summary: 'Keeps XML elements with content, such as failed tests, and a sample of those that have only attributes.',
  grade: 'omission',
  apply: ({ text, question }: Subject, { options, handle }: JudgeContext): Replacement | undefined => {
    const parts = splitXml(text);
    if (parts === undefined) return undefined;
    const { generosity } = policyOf(options);
    const elements = parts.flatMap(part => (part.kind === 'run' ? part.elements : []));
    const table = toRowTable(elements);
    const profiles = table.columns.map(profileColumn);
    const budget = budgetFor(
      table.sizes.reduce((sum, size) => sum + size, 0),
      generosity,
    );
    const { rows, alarmsLeftOut } = selectRows(table, profiles, {
      generosity,
      budget,
      question: readQuestion(question),
    });
    const shown = new Set(rows);
    const omitted = elements.length - shown.size;
    if (omitted === 0) return undefined;
    let next = 0;
    const body = parts.map(part => {
      if (part.kind === 'text') return part.text;
      const kept = part.elements.filter(() => shown.has(next++));
      return writeKept(part.form, kept, part.elements.length - kept.length);
    });
    return {
      output: [
        rewriteNote(`XML, shortened; ${explainRuns()}, b="v" in each`),
        body.join('').trimEnd(),
        describeFacets(table, profiles),
        omissionMarker({
          omitted,
          of: elements.length,
          unit: 'elements',
          kind: `attributes only, ${describeAlarms(alarmsLeftOut)}`,
          handle,
        }),
      ].join('\n'),
      reason: say('did.xmlSample', { kept: shown.size, n: elements.length }),
    };
  },
};

function writeKept(form: XmlForm, kept: readonly XmlElement[], omitted: number): string {
  if (omitted === 0) return writeRun(form, kept, false);
  return `${kept.length === 0 ? '' : `${writeRun(form, kept, false)} `}${truncatedElement(omitted)} <${form.tag}/>`;
}

function toRowTable(elements: readonly XmlElement[]): RowTable {
  const names = new Set(elements.flatMap(({ attributes }) => [...attributes.keys()]));
  return {
    count: elements.length,
    columns: [...names].map(name => ({ name, values: elements.map(({ attributes }) => attributes.get(name)) })),
    sizes: elements.map(({ text }) => text.length * 0.6),
    odd: new Map(),
  };
}
