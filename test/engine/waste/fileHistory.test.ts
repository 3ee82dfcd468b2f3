import { expect, it } from 'vitest';
import { contradicts, fileHistories, fileName, isSameFile } from '../../../src/engine/waste/fileHistory.ts';
import { blocksOf } from './wasteLab.ts';

it('gathers the reads and edits of each file', () => {
  const blocks = blocksOf(
    { tool: 'Read', subject: '/a.ts' },
    { tool: 'Bash', subject: 'npm test' },
    { tool: 'Edit', subject: '/a.ts', kind: 'toolCall' },
    { tool: 'read_file', subject: '/b.ts' },
  );

  const histories = fileHistories(blocks);

  expect([...histories].map(([path, { reads, edits }]) => [path, reads.length, edits])).toEqual([
    ['/a.ts', 1, [2]],
    ['/b.ts', 1, []],
  ]);
});

it('sees a contradiction only between equal calls for the same lines', () => {
  const read = { tool: 'Read', subject: '/a.ts' };
  const reads = fileHistories(
    blocksOf(
      read,
      { ...read, hash: 'other' },
      { ...read, hash: 'third', lines: { from: 1, to: 9 } },
      { tool: 'Bash', subject: 'cat /a.ts', hash: 'without numbers' },
    ),
  ).get('/a.ts')?.reads;
  const [whole, again, part, shell] = reads ?? [];
  if (!(whole && again && part && shell)) throw new Error('four reads');

  expect(contradicts(again, whole)).toBe(true);
  expect(contradicts(whole, again)).toBe(false);
  expect(contradicts(part, whole)).toBe(false);
  expect(contradicts(shell, whole)).toBe(false);
});

it('knows a file by its relative path too, but not by its bare name', () => {
  expect(isSameFile('/repo/src/a.ts', 'src/a.ts')).toBe(true);
  expect(isSameFile('./src/a.ts', 'src/a.ts')).toBe(true);
  expect(isSameFile('C:\\repo\\src\\a.ts', 'src\\a.ts')).toBe(true);
  expect(isSameFile('/repo/src/a.ts', 'a.ts')).toBe(false);
  expect(isSameFile('/repo/src/a.ts', 'rc/a.ts')).toBe(false);
});

it('passes over what failed', () => {
  const histories = fileHistories(
    blocksOf(
      { tool: 'Read', subject: '/a.ts' },
      { tool: 'Edit', subject: '/a.ts', kind: 'toolCall', callId: 't1' },
      { tool: 'Edit', callId: 't1', failed: true },
    ),
  );

  expect(histories.get('/a.ts')?.edits).toEqual([]);
});

it('names a file by its last part', () => {
  expect([fileName('/src/a.ts'), fileName('C:\\src\\b.ts'), fileName('c.ts')]).toEqual(['a.ts', 'b.ts', 'c.ts']);
});
