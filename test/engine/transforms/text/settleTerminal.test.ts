import { expect, test } from 'vitest';
import { settledText, settleTerminal } from '../../../../src/engine/transforms/text/settleTerminal.ts';
import { applyTo, goldenPath, outputFor } from './textContext.ts';

test('progress settles, the error that was drawn over stays', async () => {
  const output = outputFor(settleTerminal, 'progress.txt', 'lossless');

  expect(output).toContain('ERROR: 503 from mirror-2, retrying');
  expect(output).toContain('Downloading model.bin 100%');
  expect(output).not.toContain('Downloading model.bin 50%');
  await expect(output).toMatchFileSnapshot(goldenPath(settleTerminal, 'progress.txt', 'lossless'));
});

test('text without anything to settle is left alone', () => {
  expect(applyTo(settleTerminal, 'plain\ntext\n')).toBeUndefined();
});

test('blanks at the line ends of a diff may be its content', () => {
  const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n \n-a  \n+a\n';

  expect(settledText(diff)).toBe(diff);
});
