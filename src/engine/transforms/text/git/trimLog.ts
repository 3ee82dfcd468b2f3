import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit, TokenScale, tokenBudget } from '../budget.ts';
import { settledText } from '../settleTerminal.ts';
import { holesOf, joinParts } from '../wording.ts';
import { type Commit, readLog } from './gitLog.ts';

/** `git log`: every commit in a line with its totals, in `balanced` with the rest of its message. */
export const trimLog: Transform = {
  id: 'trim_log',
  summary: 'Writes each commit in one line with its date, subject and totals; what repeats and the lines per file go.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context) || !/^commit [0-9a-f]{7,64}\b/m.test(subject.text.slice(0, 2000))) {
      return undefined;
    }
    const text = settledText(subject.text);
    const lines = text.split('\n');
    const commits = readLog(lines);
    if (commits === undefined) return undefined;
    const scale = new TokenScale(text, context);
    const budget = tokenBudget(scale.total, context);
    if (budget === undefined) return undefined;
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const withMessages = policyOf(context.options).generosity >= 1;
    const costOf = (line: string): number => scale.of(line);
    const short = renderCommits(commits, { anchors, withMessages });
    const entries = withMessages ? withFiles(short, commits, budget, costOf) : short;
    const isAsked = commits.map(commit => anchors.some(anchor => mentions(commit, anchor)));
    const { rows, left } = fitRows(entries, isAsked, budget, costOf);
    const kept = rows.length;
    const marker = omissionMarker({
      omitted: Math.max(0, lines.length - kept),
      of: lines.length,
      unit: 'lines',
      kind: describe(commits, left),
      handle: context.handle,
    });
    return {
      output: [marker, ...rows].join('\n'),
      reason: say('did.commits', { n: withThousands(commits.length) }),
    };
  },
};

const shownDigits = 12;

interface Wishes {
  readonly anchors: readonly string[];
  readonly withMessages: boolean;
}

/** Per commit its row, then the rest of its message and the files that are asked for. */
function renderCommits(commits: readonly Commit[], { anchors, withMessages }: Wishes): (readonly string[])[] {
  const dates = varyingWords(commits.map(commit => commit.date));
  const authors = new Set(commits.map(commit => commit.author));
  return commits.map((commit, i) => {
    const [subject = '', ...body] = commit.message;
    const author = authors.size > 1 ? `${commit.author.replace(/ <.*>$/, '')}: ` : '';
    const hash = commit.hash.slice(0, shownDigits);
    const totals = commit.totals === undefined ? '' : ` |${shortTotals(commit.totals)}`;
    const asked = commit.files.filter(file => anchors.some(anchor => file.includes(anchor)));
    const rest = withMessages ? body.filter(line => line !== '').map(line => `    ${line}`) : [];
    return [`${hash}${commit.refs} ${dates[i]} ${author}${subject}${totals}`, ...commit.others, ...rest, ...asked];
  });
}

/** Adds the files of the newest commits as long as there is room for all of a commit. */
function withFiles(
  entries: readonly (readonly string[])[],
  commits: readonly Commit[],
  budget: number,
  costOf: (line: string) => number,
): (readonly string[])[] {
  const sum = (lines: readonly string[]): number => lines.reduce((total, line) => total + costOf(line), 0);
  let left = budget - sum(entries.flat());
  return entries.map((entry, i) => {
    const files = (commits[i]?.files ?? []).filter(file => !entry.includes(file));
    left -= sum(files);
    return left < 0 ? entry : [...entry, ...files];
  });
}

/** ` 4 files changed, 61 insertions(+)` becomes ` 4 files +61`. */
function shortTotals(totals: string): string {
  return totals
    .replace(' changed', '')
    .replace(/, (\d+) insertions?\(\+\)/, ' +$1')
    .replace(/, (\d+) deletions?\(-\)/, ' -$1');
}

/** The words of each text that are not the same in all. */
function varyingWords(texts: readonly string[]): string[] {
  const words = texts.map(text => text.split(' '));
  const first = words[0] ?? [];
  if (words.some(list => list.length !== first.length)) return [...texts];
  const varies = first.map((word, i) => words.some(list => list[i] !== word));
  return words.map(list => list.filter((_, i) => varies[i]).join(' '));
}

function describe(commits: readonly Commit[], left: number): string {
  const dates = commits.map((commit, index) => ({ index, tokens: commit.date.split(' ') }));
  const isUniform = dates.every(({ tokens }) => tokens.length === dates[0]?.tokens.length);
  const form = isUniform ? `, {} of "${joinParts(dates[0]?.tokens ?? [], wholeHoles(dates)).join('{}')}"` : '';
  const authors = new Set(commits.map(commit => commit.author));
  const author = authors.size === 1 ? `; all by ${[...authors][0]}` : '';
  const missing = left === 0 ? '' : `; ${withThousands(left)} commits are only counted`;
  return `each commit in one line: first ${shownDigits} digits of its hash, date${form}, subject, totals${author}${missing}`;
}

/** Holes without what their values share: a word of a date stays whole. */
function wholeHoles(dates: Parameters<typeof holesOf>[0]): ReturnType<typeof holesOf> {
  return holesOf(dates).map(hole => (hole === undefined ? undefined : { prefix: '', suffix: '' }));
}

function mentions(commit: Commit, anchor: string): boolean {
  return [...commit.message, ...commit.files].some(line => line.includes(anchor)) || commit.hash.startsWith(anchor);
}

/** All rows when they fit; else the newest, the oldest and what is asked for, with the number of those between. */
function fitRows(
  entries: readonly (readonly string[])[],
  isAsked: readonly boolean[],
  budget: number,
  costOf: (line: string) => number,
): { readonly rows: string[]; readonly left: number } {
  const costs = entries.map(entry => entry.reduce((sum, line) => sum + costOf(line), 0));
  const order = entries.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
  function rank(i: number): number {
    return isAsked[i] === true || i === 0 || i === entries.length - 1 ? 0 : 1;
  }
  const chosen = new Set<number>();
  // A log is read for what happened, so its rows may take more than a sample would.
  let free = budget * rowsShare;
  for (const i of order) {
    free -= costs[i] ?? 0;
    if (free < 0 && rank(i) > 0) break;
    chosen.add(i);
  }
  const rows: string[] = [];
  let skipped = 0;
  entries.forEach((entry, i) => {
    if (!chosen.has(i)) {
      skipped += 1;
      return;
    }
    if (skipped > 0) rows.push(`[… ${withThousands(skipped)} commits]`);
    skipped = 0;
    rows.push(...entry);
  });
  return { rows, left: entries.length - chosen.size };
}

const rowsShare = 1.4;
