import { say } from '../../../../shared/sentences/say.ts';
import { withThousands } from '../../marker.ts';
import { readQuestion } from '../../relevance.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit } from '../budget.ts';
import { renderExcerpt } from '../excerpt.ts';
import { settleText } from '../settleTerminal.ts';
import { isAlarming, isWarning } from '../severity.ts';
import { isDiff, isStructuredText } from '../textKind.ts';
import { readTestReport } from './testReport.ts';

/** Test reports of TAP, node, jest, vitest, mocha, pytest, cargo, go and googletest. */
export const keepFailures: Transform = {
  id: 'keep_failures',
  summary:
    'Leaves out the tests that passed; every failure with its location, every warning and the summary stay verbatim.',
  grade: 'omission',
  keepsFailures: true,
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context) || isStructuredText(subject.text)) return undefined;
    const { text, originLines } = settleText(subject.text);
    // A diff may change or quote a test report.
    if (isDiff(text)) return undefined;
    const lines = text.split('\n');
    const kinds = readTestReport(lines);
    if (kinds === undefined) return undefined;
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const isAskedFor = (line: string): boolean => anchors.some(anchor => line.includes(anchor));
    const keep = lines.map((line, i) => kinds[i] !== 'passed' || isNotable(line) || isAskedFor(line));
    const output = renderExcerpt({ lines, keep, originLines, kind: 'passing tests', handle: context.handle });
    if (output === undefined) return undefined;
    const left = withThousands(keep.filter(kept => !kept).length);
    return { output, reason: say('did.failuresKept', { n: left }) };
  },
};

/** A passing test may have an alarming name, so only what its line adds to the name counts. */
function isNotable(line: string): boolean {
  return (
    isWarning(line) ||
    (isAlarming(line) &&
      !/^\s*(?:ok \d+|[✓✔√]|# Subtest|PASS|--- PASS|=== |test |duration_ms)/.test(line) &&
      !/(?:PASSED|\.\.\. ok)/.test(line))
  );
}
