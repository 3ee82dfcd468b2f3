import { digestLine, omissionMarker, rewriteNote, withThousands } from '../marker.ts';
import { policyOf } from '../profiles.ts';
import { readQuestion } from '../relevance.ts';
import type { JudgeContext, Replacement, Subject, Transform } from '../transform.ts';
import { describeFacets } from './facets.ts';
import { budgetFor } from './informationBudget.ts';
import { findLandmarks } from './jsonLandmarks.ts';
import type { JsonNode } from './jsonNodes.ts';
import { explainTables } from './jsonRecords.ts';
import { splitJson } from './jsonSections.ts';
import { countValues, JsonShrinker, type ShrinkTally, toRowTable } from './jsonShrink.ts';
import { tabulate } from './jsonTable.ts';
import { shareOut } from './shareOut.ts';

export const jsonSample: Transform = {
  id: 'json_sample',
  summary: 'Keeps the JSON rows and members that answer most questions, and exact figures over all of them.',
  grade: 'omission',
  apply: ({ text, question }: Subject, { options, handle }: JudgeContext): Replacement | undefined => {
    const sections = splitJson(text);
    if (sections === undefined) return undefined;
    const roots = sections.flatMap(section =>
      section.kind === 'json' ? section.documents.map(({ root }) => root) : [],
    );
    const { generosity, maxStringLength } = policyOf(options);
    const asked = readQuestion(question);
    const landmarks = findLandmarks(text, roots, asked);
    const shrinker = new JsonShrinker({ text, generosity, question: asked, landmarks, maxStringLength });
    const budgets = shareOut(
      roots.map(root => root.size),
      budgetFor(
        roots.reduce((sum, root) => sum + root.size, 0),
        generosity,
      ),
    );
    let next = 0;
    const parts = sections.map(section => {
      if (section.kind === 'text') return section.text;
      const values = section.documents.map(({ root }) => ({ root, budget: budgets[next++] ?? 0 }));
      const lines = values.length < 8 ? undefined : shrinker.shrinkLines(...sumUp(values));
      return lines ?? values.map(({ root, budget }) => shrinker.shrink(root, budget)).join('\n');
    });
    if (shrinker.tally.values + shrinker.tally.characters === 0) return undefined;
    const total = roots.reduce((sum, root) => sum + countValues(root), 0);
    return {
      output: [
        rewriteNote(['JSON, shortened', ...explainTables(shrinker.writer.used), '# = row number from 0'].join('; ')),
        parts.join('').trimEnd(),
        digestLine(text),
        ...describeGroups(text, roots),
        marker(shrinker.tally, total, handle),
      ].join('\n'),
      reason: `kept the telling rows of JSON and figures over all ${withThousands(total)} values`,
    };
  },
};

function sumUp(values: readonly { readonly root: JsonNode; readonly budget: number }[]): [JsonNode[], number] {
  return [values.map(({ root }) => root), values.reduce((sum, { budget }) => sum + budget, 0)];
}

function marker(tally: ShrinkTally, total: number, handle: string): string {
  const kinds = [
    ...(tally.rows > 0 ? [`${withThousands(tally.rows)} of ${withThousands(tally.rowsOf)} rows or members`] : []),
    ...(tally.characters > 0 ? [`${withThousands(tally.characters)} characters inside strings`] : []),
  ];
  return omissionMarker({ omitted: tally.values, of: total, unit: 'values', kind: kinds.join(', '), handle });
}

/** Figures over lists that occur once per record, such as the messages of every file. */
function describeGroups(text: string, roots: readonly JsonNode[]): string[] {
  const groups = new Map<string, { lists: number; items: JsonNode[] }>();
  for (const root of roots) collectLists(root, '', groups);
  return [...groups]
    .filter(([, { lists, items }]) => lists > 1 && items.length >= 20)
    .slice(0, 4)
    .flatMap(([path, { items }]) => {
      const table = tabulate(items, text);
      const facets = table === undefined ? '' : describeFacets(toRowTable(text, table, undefined));
      return facets === '' ? [] : [`${path}: ${facets}`];
    });
}

function collectLists(node: JsonNode, path: string, groups: Map<string, { lists: number; items: JsonNode[] }>): void {
  if (node.kind === 'array') {
    if (path.includes('[]') && node.items[0]?.kind === 'object') {
      const group = groups.get(path) ?? { lists: 0, items: [] };
      group.lists++;
      for (const item of node.items) group.items.push(item);
      groups.set(path, group);
    }
    for (const item of node.items) collectLists(item, `${path}[]`, groups);
  } else if (node.kind === 'object') {
    node.values.forEach((value, i) => {
      collectLists(value, `${path}.${node.keys[i] ?? ''}`, groups);
    });
  }
}
