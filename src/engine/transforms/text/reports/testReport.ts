import { isAlarming } from '../severity.ts';
import { markOutput, type TestLine } from './testOutput.ts';

const passed =
  /^\s*(?:ok \d+\b(?!.*# (?:TODO|SKIP))|# Subtest: |[✓✔√]\s|PASS(?:ED)?\b(?! *\()|=== (?:RUN|PAUSE|CONT|NAME)\b|--- PASS: |test .{1,300} \.\.\. ok$|.{1,300} PASSED(?: +\[ *\d+%\])?$|.{1,300}\.\.\. ok$|ok\s+\S+\s+[\d.]+s(?:$|\s)|\[ +(?:RUN|OK|PASSED) +\] |[\w/.-]+\.py [.]+ +\[ *\d+%\]$|Test .{1,200} passed)/;
const failed =
  /^\s*(?:not ok \d+|[✖✗✘×✕]\s|FAIL(?:ED|URE)?\b|--- FAIL: |test .{1,300} \.\.\. FAILED|.{1,300} (?:FAILED|ERROR)(?: +\[ *\d+%\])?$|\[ +FAILED +\] |\d+\) |●|E {3})/;

/** Some part of every line that `passed` takes; looking for it costs a tenth. */
const mayPass = /ok|PASS|[✓✔√]|# Subtest: |=== |passed|\[ +RUN|\[ +OK|\.py \./;
const leastPasses = 5;

/** Reads a test report line by line; `undefined` when the text is none. */
export function readTestReport(lines: readonly string[]): TestLine[] | undefined {
  if (!hasAtLeast(leastPasses, lines, line => mayPass.test(line))) return undefined;
  const kinds: TestLine[] = [];
  let passes = 0;
  let block: TapBlock | undefined;
  let pending = -1;
  lines.forEach((line, i) => {
    if (block !== undefined && isOutside(block, line)) block = undefined;
    const kind = block?.kind ?? kindOf(line);
    if (/^\s*---$/.test(line) && i > 0 && /^\s*(?:not )?ok \d+/.test(lines[i - 1] ?? '')) {
      block = { kind: kinds[i - 1] === 'passed' ? 'passed' : 'detail', indent: indentOf(line) };
      kinds.push(block.kind);
      return;
    }
    kinds.push(kind);
    if (block !== undefined && /^\s*\.\.\.$/.test(line)) block = undefined;
    if (kind === 'passed' && block === undefined) passes += 1;
    // A TAP heading belongs to the verdict that follows it.
    if (/^\s*# Subtest: /.test(line)) pending = i;
    else if (kind === 'failed' && pending >= 0 && i - pending <= 2) kinds[pending] = 'detail';
  });
  return passes >= leastPasses ? withHeadings(lines, markOutput(lines, kinds)) : undefined;
}

/** What a TAP test says about itself between `---` and `...`. */
interface TapBlock {
  readonly kind: TestLine;
  readonly indent: number;
}

/**
 * A client that cuts a report may take the end of a block. A passed test's block then ends at the next verdict, however
 * deep; a failed test's block may quote verdicts deeper than itself.
 */
function isOutside(block: TapBlock, line: string): boolean {
  const indent = indentOf(line);
  if (line.trim() === '' || (block.kind !== 'passed' && indent > block.indent)) return false;
  return indent < block.indent || tapLine.test(line);
}

const tapLine = /^\s*(?:(?:not )?ok \d+|# Subtest: |\d+\.\.\d+$)/;

function hasAtLeast(least: number, lines: readonly string[], holds: (line: string) => boolean): boolean {
  let count = 0;
  return lines.some(line => {
    if (holds(line)) count += 1;
    return count >= least;
  });
}

/** A heading above passing tests, with the tests indented below it, goes with them; one above a failure stays. */
function withHeadings(lines: readonly string[], kinds: readonly TestLine[]): TestLine[] {
  const result = [...kinds];
  for (let i = lines.length - 2; i >= 0; i--) {
    const line = lines[i] ?? '';
    const next = lines[i + 1] ?? '';
    const isHeading = result[i] === 'other' && line.trim() !== '' && indentOf(next) > indentOf(line);
    if (isHeading && result[i + 1] === 'passed' && !hasFailureBelow(lines, kinds, i) && !isAlarming(line))
      result[i] = 'passed';
  }
  return result;
}

function hasFailureBelow(lines: readonly string[], kinds: readonly TestLine[], heading: number): boolean {
  const indent = indentOf(lines[heading] ?? '');
  for (let i = heading + 1; i < lines.length && indentOf(lines[i] ?? '') > indent; i++)
    if (kinds[i] === 'failed') return true;
  return false;
}

function indentOf(line: string): number {
  const indent = line.search(/\S/);
  return indent < 0 ? 0 : indent;
}

function kindOf(line: string): TestLine {
  if (failed.test(line)) return 'failed';
  return passed.test(line) ? 'passed' : 'other';
}
