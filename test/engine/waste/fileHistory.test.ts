import { expect, it } from 'vitest';
import { contradicts, fileHistories, fileName } from '../../../src/engine/waste/fileHistory.ts';
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

it('sees a contradiction only between reads of the same lines', () => {
  const [whole, again, part] = blocksOf({}, { hash: 'other' }, { hash: 'third', lines: { from: 1, to: 9 } });
  if (whole === undefined || again === undefined || part === undefined) throw new Error('three blocks');

  expect(contradicts(again, whole)).toBe(true);
  expect(contradicts(whole, again)).toBe(false);
  expect(contradicts(part, whole)).toBe(false);
});

it('names a file by its last part', () => {
  expect([fileName('/src/a.ts'), fileName('C:\\src\\b.ts'), fileName('c.ts')]).toEqual(['a.ts', 'b.ts', 'c.ts']);
});
