import { expect, test } from 'vitest';
import { squeezeTables } from '../../../../../src/engine/transforms/text/tables/squeezeTables.ts';
import { goldenPath, outputFor } from '../textContext.ts';

test('padding goes, columns that never change are written once', async () => {
  const output = outputFor(squeezeTables, 'dpkg-l.txt');

  expect(output).toContain('cell 1 is always "ii"');
  await expect(output).toMatchFileSnapshot(goldenPath(squeezeTables, 'dpkg-l.txt'));
});
