import { say } from '../../../shared/sentences/say.ts';
import type { ToolLimits } from '../../../shared/toolProfiles.ts';
import { omissionMarker, withThousands } from '../marker.ts';
import type { Replacement } from '../transform.ts';
import { findAlarms } from './alarmLines.ts';
import { renderExcerpt } from './excerpt.ts';
import { buildRecordTable } from './records/recordTable.ts';

/**
 * Applies the limits that a person set for a tool to text that is no JSON: so many lines, of which different errors come
 * first, then the ends; of each line so many characters. `undefined` when the text exceeds no limit.
 */
export function limitText(text: string, limits: ToolLimits, handle: string): Replacement | undefined {
  const { maxLines = Number.POSITIVE_INFINITY, maxStringLength = Number.POSITIVE_INFINITY } = limits;
  const whole = text.split('\n');
  const cut = whole.map(line => cutLine(line, maxStringLength));
  const reason = say('did.limits');
  const characters = text.length - cut.reduce((sum, line) => sum + line.kept + 1, -1);
  const cutKind = characters === 0 ? '' : `; ${withThousands(characters)} characters of long lines`;
  const lines = cut.map(({ shown }) => shown);
  const excerpt =
    lines.length > maxLines
      ? renderExcerpt({ lines, keep: chooseLines(whole, maxLines), kind: `limits of a tool profile${cutKind}`, handle })
      : undefined;
  if (excerpt !== undefined) return { output: excerpt, reason };
  if (characters === 0) return undefined;
  const of = text.length;
  const marker = omissionMarker({
    omitted: characters,
    of,
    unit: 'characters',
    kind: 'limits of a tool profile',
    handle,
  });
  return { output: [marker, ...lines].join('\n'), reason };
}

interface CutLine {
  readonly shown: string;
  /** Characters of the line that are still there. */
  readonly kept: number;
}

function cutLine(line: string, most: number): CutLine {
  if (line.length <= most) return { shown: line, kept: line.length };
  const end = /[\uD800-\uDBFF]/.test(line.charAt(most - 1)) ? most - 1 : most;
  const note = `[… ${withThousands(line.length - end)} characters]`;
  if (end + note.length >= line.length) return { shown: line, kept: line.length };
  return { shown: line.slice(0, end) + note, kept: end };
}

function chooseLines(lines: readonly string[], most: number): boolean[] {
  const keep = lines.map(() => false);
  let left = most;
  const take = (line: number): void => {
    if (left === 0 || keep[line] !== false) return;
    keep[line] = true;
    left -= 1;
  };
  for (const alarm of findAlarms(buildRecordTable(lines, undefined, false)).distinct) {
    // The ends tell what ran and how it ended, so errors leave them room.
    if (left <= most / 3) break;
    alarm.lines.forEach(take);
  }
  for (let i = 0; left > 0 && i < lines.length; i++) {
    take(i);
    take(lines.length - 1 - i);
  }
  return keep;
}
