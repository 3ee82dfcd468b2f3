import { expect, test } from 'vitest';
import { changeLog } from '../../../webview/model/changeLog.ts';
import { blockOf, detailOf, workingDay } from '../fixtures.ts';

test('one diff tells which blocks Headroom changed, by what, why, and both texts', () => {
  const exchange = workingDay().exchanges.find(({ id }) => id === 'flaky-35');
  if (exchange === undefined) throw new Error('The day has no such request.');
  const detail = detailOf(exchange);
  const block = { ...blockOf(detail, 64), before: 'one\ntwo\nthree\n', after: 'one\nthree\n' };

  const log = changeLog(detail, [block], '0.1.0');

  expect(log).toContain('Headroom 0.1.0, optimize, balanced; Claude Code, claude-opus-4-5-20251101\nRequest flaky-35');
  expect(log).toContain(`1 of ${detail.blocks.length} blocks changed.`);
  expect(log).toContain(`Block 64: ${block.label}\n${block.receipt.transform}: ${block.receipt.reason}`);
  expect(log).toContain('--- a/block-64\n+++ b/block-64\n@@ -1,3 +1,2 @@\n one\n-two\n three');
});
