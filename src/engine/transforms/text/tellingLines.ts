import { readQuestion, scoreTexts } from '../relevance.ts';
import type { Subject } from '../transform.ts';
import { type Alarm, findAlarms } from './alarmLines.ts';
import type { TokenScale } from './budget.ts';
import { type RecordTable, textAt } from './records/recordTable.ts';
import { isWarning } from './severity.ts';

export interface TellingLines {
  readonly keep: readonly boolean[];
  /** Different alarms that were left out, since all of them would be most of the text. */
  readonly alarmsLeft: number;
  /** Tokens that are still free. */
  readonly left: number;
}

interface Room {
  readonly scale: TokenScale;
  readonly budget: number;
}

/** Different alarms stay whatever the budget says, up to this share of the text. */
const mostAlarms = 0.5;
const gapTokens = 3;

/**
 * Takes lines by what they tell: every different alarm, then, until the room is full, the ends, what the question asks for,
 * more alarms, and what fits no template.
 */
export function chooseTellingLines(table: RecordTable, subject: Subject, { scale, budget }: Room): TellingLines {
  const keep = new Array<boolean>(table.lines.length).fill(false);
  let left = budget;
  const take = (line: number): void => {
    if (keep[line] !== false) return;
    left -= scale.of(table.lines[line] ?? '') + gapTokens;
    keep[line] = true;
  };
  const takeAll = (lines: readonly number[], share: number): void => {
    const floor = left * (1 - share);
    for (const line of lines) {
      if (left <= floor) return;
      take(line);
    }
  };
  const last = table.lines.length - 1;
  takeAll([0, last, 1, last - 1, last - 2, last - 3], 1);
  const { distinct, repeated } = findAlarms(table);
  const cap = scale.total * mostAlarms;
  let alarmed = 0;
  const fits = (alarm: Alarm): boolean => {
    alarmed += alarm.lines.reduce((sum, line) => sum + scale.of(table.lines[line] ?? ''), 0);
    return alarmed <= cap;
  };
  const kept = distinct.filter(fits);
  for (const alarm of kept) alarm.lines.forEach(take);
  takeAll(matches(table, subject), 0.5);
  takeAll(
    repeated.flatMap(alarm => alarm.lines),
    0.5,
  );
  takeAll(oddLines(table), 0.6);
  return { keep, alarmsLeft: distinct.length - kept.length, left };
}

/** Adds lines evenly over the text, in rounds that halve the distance, until the room is full. */
export function addSample(table: RecordTable, keep: readonly boolean[], { scale, budget }: Room): readonly boolean[] {
  const count = table.lines.length;
  const sampled = [...keep];
  let left = budget;
  for (let step = Math.ceil(count / 8); step >= 4; step = Math.floor(step / 2)) {
    for (let line = step; line < count; line += step) {
      if (sampled[line] === true) continue;
      left -= scale.of(table.lines[line] ?? '') + gapTokens;
      if (left < 0) return sampled;
      sampled[line] = true;
    }
  }
  return sampled;
}

function matches(table: RecordTable, subject: Subject): number[] {
  const question = readQuestion(subject.question);
  if (question === undefined) return [];
  const scores = scoreTexts(question, table.lines);
  return table.lines
    .map((text, line) => ({
      line,
      score: (scores[line] ?? 0) + (question.anchors.some(anchor => text.includes(anchor)) ? 10 : 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.line - b.line)
    .map(({ line }) => line);
}

/** What fits no template is rare by definition; warnings before the rest, and what differs before what repeats. */
function oddLines(table: RecordTable): number[] {
  const seen = new Set<string>();
  const first: number[] = [];
  const again: number[] = [];
  for (const { entry, line } of table.rows) {
    const text = textAt(table, line);
    if (entry !== undefined || text.trim() === '') continue;
    const shape = text.replace(/\d+/g, '0');
    (seen.has(shape) ? again : first).push(line);
    seen.add(shape);
  }
  return [...first.filter(line => isWarning(textAt(table, line))), ...first, ...again];
}
