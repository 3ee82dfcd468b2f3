import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { readQuestion, scoreTexts } from '../../relevance.ts';
import type { Subject, Transform } from '../../transform.ts';
import { mayOmit, TokenScale, tokenBudget } from '../budget.ts';
import { readFindings } from '../reports/findings.ts';
import { settledText } from '../settleTerminal.ts';
import { isDiff, isStructuredText } from '../textKind.ts';
import { readGroups } from './groupSearchHits.ts';
import type { Hit } from './searchHits.ts';

/** Long search results: every file stays with its count, the hits that tell most stay verbatim. */
export const sampleSearchHits: Transform = {
  id: 'sample_search_hits',
  summary:
    'Names every file with its number of hits and keeps the hits that fit the question, define something or differ most.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context)) return undefined;
    const text = settledText(subject.text);
    if (isStructuredText(text) || isDiff(text)) return undefined;
    const lines = text.split('\n');
    const hits = readGroups(lines);
    // Findings look like hits, but each is an error that somebody may have to mend.
    if (hits === undefined || readFindings(lines) !== undefined) return undefined;
    const scale = new TokenScale(text, context);
    const budget = tokenBudget(scale.total, context);
    if (budget === undefined) return undefined;
    const files = groupByFile(hits);
    const kept = chooseHits(files, subject, { scale, budget });
    const matches = count(files, kept, hit => !hit.isContext);
    const around = count(files, kept, hit => hit.isContext);
    if (matches.omitted + around.omitted === 0) return undefined;
    const marker = renderMarker({ matches, around, files: files.length, handle: context.handle });
    const outside = lines.filter((line, i) => hits[i] === undefined && line !== '' && line !== '--');
    const output = [marker, ...outside, ...files.flatMap(file => renderFile(file, kept))].join('\n');
    const shown = withThousands(matches.of - matches.omitted);
    return { output, reason: say('did.hitsKept', { kept: shown, n: withThousands(matches.of) }) };
  },
};

interface HitFile {
  readonly path: string;
  readonly hits: readonly Hit[];
}

function groupByFile(hits: readonly (Hit | undefined)[]): HitFile[] {
  const files = new Map<string, Hit[]>();
  for (const hit of hits) {
    if (hit === undefined) continue;
    const known = files.get(hit.path);
    if (known === undefined) files.set(hit.path, [hit]);
    else known.push(hit);
  }
  return [...files].map(([path, found]) => ({ path, hits: found }));
}

interface Count {
  readonly omitted: number;
  readonly of: number;
}

function count(files: readonly HitFile[], kept: ReadonlySet<Hit>, isCounted: (hit: Hit) => boolean): Count {
  const counted = files.flatMap(file => file.hits).filter(isCounted);
  return { omitted: counted.filter(hit => !kept.has(hit)).length, of: counted.length };
}

interface Omitted {
  readonly matches: Count;
  /** The context lines around the matches. */
  readonly around: Count;
  readonly files: number;
  readonly handle: string;
}

/** Whoever searched wants to know how many hits are missing, so context lines are counted by themselves. */
function renderMarker({ matches, around, files, handle }: Omitted): string {
  const named = `all ${withThousands(files)} files are named with their count`;
  if (matches.omitted === 0) {
    return omissionMarker({
      ...around,
      unit: 'context lines',
      kind: `search hits; every hit is shown, ${named}`,
      handle,
    });
  }
  const lines = `${withThousands(around.omitted)} of ${withThousands(around.of)} context lines too`;
  const kind = `search hits; ${named}, numbers after … are lines with a hit${around.omitted === 0 ? '' : `; ${lines}`}`;
  return omissionMarker({ ...matches, unit: 'hits', kind, handle });
}

interface Room {
  readonly scale: TokenScale;
  readonly budget: number;
}

function chooseHits(files: readonly HitFile[], subject: Subject, { scale, budget }: Room): Set<Hit> {
  const all = files.flatMap(file => file.hits);
  const scores = scoreHits(files, all, subject);
  const ranked = all
    .map((hit, i) => ({ hit, i, score: scores[i] ?? 0 }))
    // Context tells something only around hits that are there.
    .sort((a, b) => Number(a.hit.isContext) - Number(b.hit.isContext) || b.score - a.score || a.i - b.i);
  const names = files.reduce((sum, file) => sum + scale.of(file.path) + 4, 0);
  let left = Math.max(budget - names, budget * 0.3);
  const kept = new Set<Hit>();
  for (const { hit } of ranked) {
    left -= scale.of(hit.place + hit.text);
    if (left < 0) break;
    kept.add(hit);
  }
  return kept;
}

const definition =
  /^\s*(?:export\s+)?(?:default\s+)?(?:public|private|protected|static|abstract|async|pub(?:\(\w+\))?|final|override|readonly|declare|unsafe|inline|virtual)*\s*(?:class|interface|enum|trait|struct|type|def|fn|func|function\*?|module|namespace|impl|object|record|protocol|macro_rules!|const|let|var)\s+[\w$]/;
const comment = /^\s*(?:\/\/|\/?\*|#|--|<!--)/;

/** The question first, then definitions before uses before comments, the first of a file before the next, the new before the known. */
function scoreHits(files: readonly HitFile[], all: readonly Hit[], subject: Subject): number[] {
  const question = readQuestion(subject.question);
  const relevance =
    question === undefined
      ? []
      : scoreTexts(
          question,
          all.map(hit => `${hit.path} ${hit.text}`),
        );
  const position = new Map(files.flatMap(file => file.hits.map((hit, i) => [hit, i] as const)));
  const seen = new Map<string, number>();
  return all.map((hit, i) => {
    const shape = hit.text.trim().replace(/\d+/g, '0');
    const known = seen.get(shape) ?? 0;
    seen.set(shape, known + 1);
    const anchored = question?.anchors.some(anchor => hit.text.includes(anchor) || hit.path.includes(anchor)) === true;
    const kind = definition.test(hit.text) ? 1.5 : comment.test(hit.text) ? -0.5 : 0;
    return (
      (relevance[i] ?? 0) +
      (anchored ? 5 : 0) +
      kind +
      2 / (1 + (position.get(hit) ?? 0)) -
      Math.min(known, 4) * 0.5 -
      (hit.isContext && hit.text.trim() === '' ? 2 : 0) -
      (hit.text.length > 200 ? 1 : 0)
    );
  });
}

function renderFile({ path, hits }: HitFile, kept: ReadonlySet<Hit>): string[] {
  const matches = hits.filter(hit => !hit.isContext);
  const out = [`# ${path} (${matches.length})`];
  let skipped: number[] = [];
  const flush = (): void => {
    if (skipped.length > 0) out.push(`… ${ranges(skipped)}`);
    skipped = [];
  };
  for (const hit of hits) {
    if (!kept.has(hit)) {
      if (!hit.isContext && hit.line > 0) skipped.push(hit.line);
      continue;
    }
    flush();
    out.push(`${hit.place}${hit.text}`);
  }
  flush();
  return out;
}

/** At most so many line numbers are listed one by one. */
const listedLines = 12;

function ranges(lines: readonly number[]): string {
  return lines.length <= listedLines ? lines.join(', ') : `${lines.length} hits, ${lines[0]}-${lines.at(-1)}`;
}
