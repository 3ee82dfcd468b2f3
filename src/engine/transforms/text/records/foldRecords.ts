import { say } from '../../../../shared/sentences/say.ts';
import { withThousands } from '../../marker.ts';
import { rememberLast } from '../../rememberLast.ts';
import type { Subject, Transform } from '../../transform.ts';
import { isDiff, isStructuredText, looksLikeCode, looksLikeMarkup, looksLikeProse } from '../textKind.ts';
import { readTree } from '../trees/drawnTrees.ts';
import { frameByFile, frameByPrefix, frameByTime } from './lineFrames.ts';
import { buildRecordTable, type RecordTable } from './recordTable.ts';
import { renderRecordTable } from './renderRecords.ts';

/** Logs, diagnostics, test reports: whatever says the same things again and again in lines of its own. */
export const foldRecords: Transform = {
  id: 'fold_records',
  summary: 'Writes each repeated line or group of lines once, as a template, and then only the values that differ.',
  grade: 'decodable',
  apply: subject => {
    const { text, command } = subject;
    if (isInstruction(subject)) return undefined;
    // The lines of `git blame` are lines of a file.
    if (command !== undefined && /\b(?:blame|annotate)\b/.test(command)) return undefined;
    const table = tabulate(text);
    if (table === undefined) return undefined;
    const output = renderRecordTable(table);
    if (output.length > text.length * most) return undefined;
    const count = withThousands(table.lines.length);
    return { output, reason: say('did.foldedRecords', { n: count, templates: table.entries.length }) };
  },
};

/** What people and prompts say is read word by word, however alike its lines; only what tools print is a report. */
export function isInstruction({ kind }: Pick<Subject, 'kind'>): boolean {
  return kind === 'system' || kind === 'userText';
}

/** Below this gain the rows are harder to read than what they replace is long. */
const most = 0.85;
const leastLines = 8;

/** `undefined` for text that is not made of repeating lines. */
export const tabulate = rememberLast(readTable);

function readTable(text: string): RecordTable | undefined {
  // What stands where in a drawn tree is its message, which no template tells.
  if (isStructuredText(text) || isDiff(text) || readTree(text) !== undefined) return undefined;
  const lines = text.split('\n');
  // Lines of hardly any text have nothing to share.
  if (lines.length < leastLines || lines.length * 3 > text.length || looksLikeCode(lines)) return undefined;
  const frames = frameByTime(lines) ?? frameByFile(lines) ?? frameByPrefix(lines);
  if (frames === undefined && (looksLikeProse(lines) || looksLikeMarkup(lines))) return undefined;
  const table = buildRecordTable(lines, frames);
  return isRepetitive(table) ? table : undefined;
}

/** At least half the lines are records or share a frame; prose and code have more literal lines than that. */
function isRepetitive(table: RecordTable): boolean {
  let covered = 0;
  for (const row of table.rows) if (row.entry !== undefined || row.stamp !== undefined) covered += row.lines;
  return covered * 2 >= table.lines.length;
}
