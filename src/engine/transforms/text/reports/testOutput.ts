/** What a line of a test report says. `detail` belongs to the test before it, `other` to nobody. */
export type TestLine = 'passed' | 'failed' | 'detail' | 'other';

/**
 * Marks what passing tests printed as theirs, so that it goes with them. A runner names the test above its output: Go in
 * `=== RUN`, vitest and jest in `stdout | file > test`. What a failing test printed stays, as does output without a name.
 */
export function markOutput(lines: readonly string[], kinds: readonly TestLine[]): TestLine[] {
  const failed = failedTests(lines);
  const marked = [...kinds];
  let running: string | undefined;
  let block: string | undefined;
  lines.forEach((line, i) => {
    const run = goRun.exec(line)?.[1];
    if (run !== undefined) running = run;
    else if (/^(?:--- |PASS|FAIL|ok\s)/.test(line)) running = undefined;
    const head = outputHead.exec(line)?.[1];
    if (head !== undefined) block = head;
    else if (line.trim() === '') block = undefined;
    const owner = block ?? (goOutput.test(line) ? running : undefined);
    if (marked[i] === 'other' && owner !== undefined && !failed.has(owner)) marked[i] = 'passed';
  });
  return marked;
}

const goRun = /^=== (?:RUN|CONT|NAME)\s+(\S+)/;
const goOutput = /^\s{4,}\S+\.go:\d+: /;
const outputHead = /^(?:stdout|stderr) \| (.+)$/;

/** Names as their output is headed: Go's with all parents, vitest's with the file in front. */
function failedTests(lines: readonly string[]): ReadonlySet<string> {
  const failed = new Set<string>();
  for (const line of lines) {
    const go = /^\s*--- FAIL: (\S+)/.exec(line)?.[1];
    const other = /^\s*FAIL\s+(\S.*)/s.exec(line)?.[1]?.trimEnd();
    if (go !== undefined)
      for (let name = go; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) failed.add(name);
    if (other !== undefined) failed.add(other);
  }
  return failed;
}
