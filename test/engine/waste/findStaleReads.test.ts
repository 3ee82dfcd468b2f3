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

it.each([
  ['cat src/invoice.ts', "sed -i 's/a/b/' src/invoice.ts"],
  ["sed -n '1,80p' src/invoice.ts", 'cat > src/invoice.ts <<EOF\nnew\nEOF'],
  ['cd /repo && cat src/invoice.ts', 'git diff > patch && tee src/invoice.ts < patch'],
  [
    'head -n 40 src/invoice.ts',
    "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: src/invoice.ts\n@@\n-a\n+b\n*** End Patch\nEOF",
  ],
])('what a shell showed (%s) is stale after a shell changed it (%s)', (shows, changes) => {
  const found = findStaleReads(
    blocksOf({ tool: 'Bash', subject: shows }, { tool: 'Bash', subject: changes, kind: 'toolCall' }),
  );

  expect(found).toMatchObject([{ block: 0, place: 'invoice.ts' }]);
});

it('a numbered read is stale after a shell changed the file, and what a shell showed after an edit', () => {
  const byShell = { tool: 'Bash', subject: "sed -i 's/a/b/' src/invoice.ts", kind: 'toolCall' } as const;
  const shown = { tool: 'Bash', subject: 'cat src/invoice.ts' };

  expect(findStaleReads(blocksOf({ ...read, subject: '/repo/src/invoice.ts' }, byShell))).toHaveLength(1);
  expect(findStaleReads(blocksOf(shown, { ...edit, subject: '/repo/src/invoice.ts' }))).toHaveLength(1);
});

it('a switched branch proves nothing about a single file', () => {
  const branch = { tool: 'Bash', subject: 'git checkout main', kind: 'toolCall' } as const;

  expect(findStaleReads(blocksOf(read, branch))).toEqual([]);
});
