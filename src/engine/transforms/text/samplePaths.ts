import { omissionMarker, withThousands } from '../marker.ts';
import { readQuestion, scoreTexts } from '../relevance.ts';
import type { Subject, Transform } from '../transform.ts';
import { mayOmit, rewritingSuffices, TokenScale, tokenBudget } from './budget.ts';
import { groupPaths } from './groupPaths.ts';
import { type ListedPath, readPathList } from './pathLists.ts';

/** Very long lists of paths: the folders with how many files of which kind, and the paths that fit the question. */
export const samplePaths: Transform = {
  id: 'sample_paths',
  summary: 'Sums up a long list of paths by folder and kind of file; paths that the question names stay.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context)) return undefined;
    const lines = subject.text.split('\n');
    const paths = readPathList(lines);
    if (paths === undefined) return undefined;
    const scale = new TokenScale(subject.text, context);
    const budget = tokenBudget(scale.total, context);
    if (budget === undefined) return undefined;
    const grouped = groupPaths.apply(subject, context);
    if (grouped !== undefined && rewritingSuffices(context.counter.count(grouped.output), scale.total, context))
      return undefined;
    const listed = paths.filter(path => path !== undefined);
    const folders = deepestSummary(listed, budget * 0.7, scale);
    const named = chooseNamed(listed, subject, budget - folders.reduce((sum, line) => sum + scale.of(line), 0), scale);
    const kind = 'paths; counted per folder below';
    const omitted = listed.length - named.length;
    const marker = omissionMarker({ omitted, of: listed.length, unit: 'paths', kind, handle: context.handle });
    const outside = lines.filter((line, i) => paths[i] === undefined && line !== '');
    const heading = named.length === 0 ? [] : ['some of the paths:', ...named];
    const output = [marker, ...outside, ...folders, ...heading].join('\n');
    return { output, reason: `${withThousands(omitted)} paths summed up by folder` };
  },
};

/** Folders down to the greatest depth that fits; deeper ones count for their ancestors. */
function deepestSummary(paths: readonly ListedPath[], budget: number, scale: TokenScale): string[] {
  let best = summarizeTo(paths, 1);
  for (let depth = 2; depth <= 12; depth++) {
    const deeper = summarizeTo(paths, depth);
    if (deeper.reduce((sum, line) => sum + scale.of(line), 0) > budget) break;
    best = deeper;
  }
  return best;
}

function summarizeTo(paths: readonly ListedPath[], depth: number): string[] {
  const folders = new Map<string, Map<string, number>>();
  for (const path of paths) {
    const folder = path.slice(0, Math.min(depth, path.length - 1)).join('/');
    const kinds = folders.get(folder) ?? new Map<string, number>();
    folders.set(folder, kinds);
    const kind = kindOf(path.at(-1) ?? '');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...folders].map(([folder, kinds]) => {
    const ranked = [...kinds].sort((a, b) => b[1] - a[1]);
    const total = ranked.reduce((sum, [, count]) => sum + count, 0);
    const most = ranked.slice(0, 4).map(([kind, count]) => `${kind} ${count}`);
    return `${folder === '' ? '' : `${folder}/ `}${total} (${most.join(', ')}${ranked.length > 4 ? ', …' : ''})`;
  });
}

function kindOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= 8 ? name.slice(dot) : 'no extension';
}

function chooseNamed(paths: readonly ListedPath[], subject: Subject, budget: number, scale: TokenScale): string[] {
  const question = readQuestion(subject.question);
  const texts = paths.map(path => path.join('/'));
  const relevance = question === undefined ? [] : scoreTexts(question, texts);
  const ranked = texts
    .map((text, i) => {
      const anchored = question?.anchors.some(anchor => text.includes(anchor)) === true;
      return { text, i, score: (relevance[i] ?? 0) + (anchored ? 5 : 0) + (landmark.test(text) ? 1 : 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.i - b.i);
  let left = budget;
  const chosen: { text: string; i: number }[] = [];
  for (const path of ranked) {
    left -= scale.of(path.text);
    if (left < 0) break;
    chosen.push(path);
  }
  return chosen.sort((a, b) => a.i - b.i).map(({ text }) => text);
}

/** Files that tell what a folder is. */
const landmark =
  /(?:^|\/)(?:package\.json|Cargo\.toml|go\.mod|pyproject\.toml|setup\.py|Makefile|Dockerfile|README\.md|pom\.xml|build\.gradle|tsconfig\.json|(?:index|main|app|mod|lib|__init__)\.\w{1,4})$/;
