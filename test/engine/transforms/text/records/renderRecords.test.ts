import { expect, test } from 'vitest';
import { foldRecords } from '../../../../../src/engine/transforms/text/records/foldRecords.ts';
import { buildRecordTable } from '../../../../../src/engine/transforms/text/records/recordTable.ts';
import { renderEntry, renderRecordTable } from '../../../../../src/engine/transforms/text/records/renderRecords.ts';
import { goldenPath, outputFor } from '../textContext.ts';

test('values that repeat the row above are left out, equal rows are counted', () => {
  const lines = [
    'moved file one.txt to /tmp/x',
    'moved file two.txt to /tmp/x',
    'moved file two.txt to /tmp/x',
    'moved file six.txt to /var/y',
  ];

  expect(renderRecordTable(buildRecordTable(lines, undefined)).split('\n').slice(1)).toEqual([
    'A ×4: moved file {1}.txt to {2}',
    'A one /tmp/x',
    'A two',
    '×2',
    'A six /var/y',
  ]);
});

test('an entry of several lines says how many follow', () => {
  expect(renderEntry({ key: 'B', uses: 7, text: ['a {1}', 'b'] })).toEqual(['B ×7, 2 lines:', 'a {1}', 'b']);
});

test.each(['dpkg.log', 'tsc.txt', 'node-test.tap', 'traces.txt', 'npm-verbose.txt', 'journal.txt'] as const)(
  '%s',
  async name => {
    await expect(outputFor(foldRecords, name, 'lossless')).toMatchFileSnapshot(
      goldenPath(foldRecords, name, 'lossless'),
    );
  },
);
