import { say } from '../../../../shared/sentences/say.ts';
import { digestLine, omissionMarker, rewriteNote, withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { JudgeContext, Replacement, Subject } from '../../transform.ts';
import { describeAlarms } from '../alarmKinds.ts';
import { budgetFor } from '../informationBudget.ts';
import { shareOut } from '../shareOut.ts';
import { describeGroups } from './groupFigures.ts';
import { findLandmarks } from './jsonLandmarks.ts';
import { countValues, type JsonNode } from './jsonNodes.ts';
import { splitJson } from './jsonSections.ts';
import { JsonShrinker, type ShrinkTally } from './jsonShrink.ts';
import { explain } from './notation.ts';

/** JSON to shorten, and where it comes from. */
export interface JsonSource {
  readonly json: string;
  /** What the handle gives back: the JSON itself, or the text whose values it holds. */
  readonly original: string;
  /** What the note calls it. */
  readonly name: string;
  /** What the conversion to JSON has left out already, for the marker. */
  readonly leftOut: readonly string[];
}

/** Keeps the rows and members that answer most questions, within a budget; says what is gone and gives figures over all. */
export function shortenJson(
  { json, original, name, leftOut }: JsonSource,
  { question }: Pick<Subject, 'question'>,
  { options, handle }: JudgeContext,
): Replacement | undefined {
  const sections = splitJson(json);
  if (sections === undefined) return undefined;
  const roots = sections.flatMap(section => (section.kind === 'json' ? section.documents.map(({ root }) => root) : []));
  const { generosity, maxStringLength } = policyOf(options);
  const asked = readQuestion(question);
  const landmarks = findLandmarks(json, roots, asked);
  const shrinker = new JsonShrinker({ text: json, generosity, question: asked, landmarks, maxStringLength });
  const sizes = roots.map(root => root.size);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const budgets = shareOut(sizes, budgetFor(all, generosity));
  let next = 0;
  const parts = sections.map(section => {
    if (section.kind === 'text') return section.text;
    const shares = section.documents.map(({ root }) => ({ root, budget: budgets[next++] ?? 0 }));
    const lines = shares.length < 8 ? undefined : shrinker.shrinkLines(...sumUp(shares));
    return lines ?? shares.map(({ root, budget }) => shrinker.shrink(root, budget)).join('\n');
  });
  const { values, characters, grouped } = shrinker.tally;
  if (values + characters + grouped === 0) return undefined;
  const total = roots.reduce((sum, root) => sum + countValues(root), 0);
  return {
    output: [
      rewriteNote([`${name}, shortened`, ...explain(shrinker.used)].join('; ')),
      parts.join('').trimEnd(),
      digestLine(original),
      ...describeGroups(json, roots),
      marker(shrinker.tally, { total, handle, leftOut }),
    ].join('\n'),
    reason: say('did.jsonRows', { name, n: withThousands(total) }),
  };
}

function sumUp(shares: readonly { readonly root: JsonNode; readonly budget: number }[]): [JsonNode[], number] {
  return [shares.map(({ root }) => root), shares.reduce((sum, { budget }) => sum + budget, 0)];
}

function marker(
  tally: ShrinkTally,
  { total, handle, leftOut }: { total: number; handle: string; leftOut: readonly string[] },
): string {
  const kinds = [
    ...(tally.rows > 0 ? [`${withThousands(tally.rows)} of ${withThousands(tally.rowsOf)} rows or members`] : []),
    ...(tally.alarms > 0 ? [describeAlarms(tally.alarms)] : []),
    ...(tally.contents > 0 ? [`contents of ${withThousands(tally.contents)} objects or lists`] : []),
    ...(tally.cells > 0 ? [`${withThousands(tally.cells)} values of columns left out`] : []),
    ...(tally.characters > 0 ? [`${withThousands(tally.characters)} characters inside strings`] : []),
    ...(tally.grouped > 0 ? [`${withThousands(tally.grouped)} rows grouped`] : []),
    ...leftOut,
  ];
  return omissionMarker({ omitted: tally.values, of: total, unit: 'values', kind: kinds.join(', '), handle });
}
