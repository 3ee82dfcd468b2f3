import { expect, it } from 'vitest';
import { findStaleReads } from '../../../src/engine/waste/findStaleReads.ts';
import { blocksOf } from './wasteLab.ts';

const read = { tool: 'Read', subject: '/src/invoice.ts' };
const edit = { tool: 'Edit', subject: '/src/invoice.ts', kind: 'toolCall' } as const;

it('a read before an edit is stale, a read after it is not', () => {
  const found = findStaleReads(blocksOf(read, edit, read));

  expect(found).toMatchObject([{ block: 0, place: 'invoice.ts', tokens: 1000 }]);
  expect(found[0]?.recommendation).toMatch(/^invoice\.ts was edited after this read\./);
});

it('a file that changed without an edit of the agent makes the earlier read stale', () => {
  const found = findStaleReads(blocksOf(read, { ...read, hash: 'changed' }));

  expect(found.map(({ block }) => block)).toEqual([0]);
});

it('an unchanged file or another part of it makes nothing stale', () => {
  const same = { ...read, hash: 'same' };
  const part = { ...read, lines: { from: 40, to: 60 } };

  expect(findStaleReads(blocksOf(same, same))).toEqual([]);
  expect(findStaleReads(blocksOf({ ...read, lines: { from: 1, to: 20 } }, part))).toEqual([]);
});

it('an edit of another file is no matter', () => {
  expect(findStaleReads(blocksOf(read, { ...edit, subject: '/src/other.ts' }))).toEqual([]);
});
