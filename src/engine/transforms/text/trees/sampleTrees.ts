import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { readQuestion } from '../../relevance.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit, TokenScale, tokenBudget } from '../budget.ts';
import { readTree, type TreeRow } from './drawnTrees.ts';

/** Long drawn trees: the upper levels, and everything that is missing, invalid or asked for. */
export const sampleTrees: Transform = {
  id: 'sample_trees',
  summary:
    'Keeps the upper levels of a tree and every entry with a problem; says how many entries stand below each other one.',
  grade: 'omission',
  apply: (subject, context) => {
    const { text } = subject;
    if (!mayOmit(text, context)) return undefined;
    const tree = readTree(text);
    const budget = tokenBudget(context.counter.count(text), context);
    if (tree === undefined || budget === undefined) return undefined;
    const scale = new TokenScale(text, context);
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const isKept = (row: TreeRow): boolean => isProblem(row.text) || anchors.some(anchor => row.text.includes(anchor));
    let rows = renderTo(tree.rows, 1, isKept);
    for (let depth = 2; depth <= deepest; depth++) {
      const deeper = renderTo(tree.rows, depth, isKept);
      if (deeper.reduce((sum, row) => sum + scale.of(row), 0) > budget) break;
      rows = deeper;
    }
    const omitted = tree.rows.length - rows.length;
    if (omitted === 0) return undefined;
    const kind = 'deeper entries of a tree; (+N) counts those below an entry that are not shown';
    const marker = omissionMarker({ omitted, of: tree.rows.length, unit: 'lines', kind, handle: context.handle });
    return {
      output: [marker, ...rows].join('\n'),
      reason: say('did.treeShortened', { n: withThousands(omitted) }),
    };
  },
};

const deepest = 12;

/** What package managers say of an entry that is not as it should be. Names may sound alarming, too. */
function isProblem(text: string): boolean {
  return /\b(?:UNMET (?!OPTIONAL)|extraneous|invalid:|missing:|overridden|ELSPROBLEMS)/.test(text);
}

/** Entries down to a depth, and those that are kept; each with the number of entries that are hidden right below it. */
function renderTo(rows: readonly TreeRow[], depth: number, isKept: (row: TreeRow) => boolean): string[] {
  const shown: { readonly row: TreeRow; hidden: number }[] = [];
  for (const row of rows) {
    if (row.depth <= depth || isKept(row)) {
      shown.push({ row, hidden: 0 });
      continue;
    }
    const above = shown.findLast(entry => entry.row.depth < row.depth);
    if (above !== undefined) above.hidden += 1;
  }
  return shown.map(({ row, hidden }) => `${' '.repeat(row.depth)}${row.text}${hidden > 0 ? ` (+${hidden})` : ''}`);
}
