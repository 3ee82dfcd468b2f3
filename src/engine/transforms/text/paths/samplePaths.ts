import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { type Question, readQuestion, scoreTexts } from '../../relevance.ts';
import type { Subject, Transform } from '../../transform.ts';
import { mayOmit, rewritingSuffices, TokenScale, tokenBudget } from '../budget.ts';
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
    const costOf = (line: string): number => scale.of(line);
    const folders = deepestFolders(listed, budget * 0.7, costOf);
    const named = chooseNamed(listed, subject, budget * 0.2, scale);
    const spent = sumUp(folders, costOf) + named.reduce((sum, line) => sum + costOf(line), 0);
    const expanded = chooseExpanded(folders, readQuestion(subject.question), budget - spent, costOf);
    const unnamed = folders.reduce((sum, folder) => sum + (expanded.has(folder) ? 0 : folder.below.length), 0);
    const kind = `paths; by folder below, ${unnamed === 0 ? 'all' : withThousands(listed.length - unnamed)} with their names: dir/{a,b}.ts are dir/a.ts and dir/b.ts`;
    const marker = omissionMarker({
      omitted: listed.length - named.length,
      of: listed.length,
      unit: 'paths',
      kind: expanded.size === 0 ? 'paths; counted per folder below' : kind,
      handle: context.handle,
    });
    const outside = lines.filter((line, i) => paths[i] === undefined && line !== '');
    const heading = named.length === 0 ? [] : ['some of the paths:', ...named];
    const rows = folders.map(folder => (expanded.has(folder) ? nameAll(folder) : count(folder)));
    const output = [marker, ...outside, ...rows, ...heading].join('\n');
    return { output, reason: say('did.pathsByFolder', { n: withThousands(listed.length - named.length) }) };
  },
};

/** A folder of the list, with what stands below it: names, or longer paths where deeper folders are not told apart. */
interface Folder {
  readonly path: string;
  readonly below: readonly string[];
}

/** Folders down to the greatest depth that fits; deeper ones count for their ancestors. */
function deepestFolders(
  paths: readonly ListedPath[],
  budget: number,
  costOf: (line: string) => number,
): readonly Folder[] {
  let best = foldersTo(paths, 1);
  for (let depth = 2; depth <= 12; depth++) {
    const deeper = foldersTo(paths, depth);
    if (sumUp(deeper, costOf) > budget) break;
    best = deeper;
  }
  return best;
}

function foldersTo(paths: readonly ListedPath[], depth: number): readonly Folder[] {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const cut = Math.min(depth, path.length - 1);
    const folder = path.slice(0, cut).join('/');
    const below = path.slice(cut).join('/');
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [below]);
    else known.push(below);
  }
  return [...folders].map(([path, below]) => ({ path, below }));
}

function sumUp(folders: readonly Folder[], costOf: (line: string) => number): number {
  return folders.reduce((sum, folder) => sum + costOf(count(folder)), 0);
}

/** `src/ 21 (.ts 18, .json 3)`. */
function count({ path, below }: Folder): string {
  const ranked = [...groupBy(below, kindOf)].sort((a, b) => b[1].length - a[1].length);
  const most = ranked.slice(0, 4).map(([kind, names]) => `${kind} ${names.length}`);
  return `${path === '' ? '' : `${path}/ `}${below.length} (${most.join(', ')}${ranked.length > 4 ? ', …' : ''})`;
}

/** `src/{a,b}.ts`, and what shares its ending with nothing as it is. */
function nameAll({ path, below }: Folder): string {
  const folder = path === '' ? '' : `${path}/`;
  const groups = [...groupBy(below, kindOf)].map(([kind, names]) => {
    if (names.length === 1 || kind === noKind) return names.map(name => folder + name).join(' ');
    return `${folder}{${names.map(name => name.slice(0, -kind.length)).join(',')}}${kind}`;
  });
  return groups.join(' ');
}

/** Folders whose names are told: first those that fit the question, then the small ones, as far as there is room. */
function chooseExpanded(
  folders: readonly Folder[],
  question: Question | undefined,
  budget: number,
  costOf: (line: string) => number,
): ReadonlySet<Folder> {
  const names = folders.map(folder => `${folder.path} ${folder.below.join(' ')}`);
  const relevance = question === undefined ? [] : scoreTexts(question, names);
  const ranked = folders
    .map((folder, i) => ({
      folder,
      i,
      cost: costOf(nameAll(folder)) - costOf(count(folder)),
      score: relevance[i] ?? 0,
    }))
    .filter(({ folder }) => folder.below.every(name => !name.includes('/')))
    .sort((a, b) => b.score - a.score || a.cost - b.cost || a.i - b.i);
  const chosen = new Set<Folder>();
  let left = budget;
  for (const { folder, cost } of ranked) {
    left -= cost;
    if (left < 0) break;
    chosen.add(folder);
  }
  return chosen;
}

function groupBy(names: readonly string[], keyOf: (name: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = groups.get(keyOf(name));
    if (group === undefined) groups.set(keyOf(name), [name]);
    else group.push(name);
  }
  return groups;
}

const noKind = 'no extension';

function kindOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= 8 ? name.slice(dot) : noKind;
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
