import { withThousands } from '../marker.ts';
import { readQuestion } from '../relevance.ts';
import type { Transform } from '../transform.ts';
import { mayOmit } from './budget.ts';
import { renderExcerpt } from './excerpt.ts';

/** `git log --stat`: every commit with its message and totals; of its files only the few that are asked for. */
export const trimLogStat: Transform = {
  id: 'trim_log_stat',
  summary: 'Keeps every commit, its message and how many files and lines it changed; the lines per file go.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context) || !/^commit [0-9a-f]{7,64}\b/m.test(subject.text.slice(0, 2000))) {
      return undefined;
    }
    const lines = subject.text.split('\n');
    const isFile = lines.map(line => fileLine.test(line));
    const totals = lines.filter(line => totalLine.test(line)).length;
    if (totals < leastCommits || isFile.filter(Boolean).length < totals * 2) return undefined;
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const keep = lines.map((line, i) => isFile[i] !== true || anchors.some(anchor => line.includes(anchor)));
    const kind = 'changed files; the totals of each commit are below its gap';
    const output = renderExcerpt({ lines, keep, kind, handle: context.handle });
    if (output === undefined) return undefined;
    const left = withThousands(keep.filter(kept => !kept).length);
    return { output, reason: `${left} lines about single files left out of a log of commits` };
  },
};

const leastCommits = 3;
const fileLine = /^ \S.* \|\s+(?:\d+(?: [+-]+)?|Bin\b.*)\s*$/;
const totalLine = /^ \d+ files? changed(?:, \d+ (?:insertion|deletion)s?\([+-]\)){0,2}$/;
