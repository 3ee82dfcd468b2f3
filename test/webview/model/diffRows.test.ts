import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffTexts, foldLongRuns, pairRows, unlikeRows } from '../../../webview/model/diffRows.ts';
import { formatJson } from '../../../webview/model/formatJson.ts';

test('an omission is shown as removed lines beside the marker that took their place', () => {
  const rows = diffTexts('a\nb\nc\nd', 'a\n[2 lines omitted]\nd');

  const pairs = pairRows(rows);

  expect(pairs.map(({ left, right }) => [left?.kind, right?.kind])).toEqual([
    ['equal', 'equal'],
    ['removed', 'added'],
    ['removed', undefined],
    ['equal', 'equal'],
  ]);
});

test('long equal runs fold and unfold', () => {
  const text = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const rows = diffTexts(text.join('\n'), [...text.slice(0, 39), 'changed'].join('\n'));

  const folded = foldLongRuns(rows, new Set());

  expect(folded[0]).toEqual({ kind: 'folded', of: 'equal', left: 1, count: 36 });
  expect(foldLongRuns(rows, new Set([1]))).toHaveLength(rows.length);
});

test('a long omission shows how it begins and ends', () => {
  const log = Array.from({ length: 200 }, (_, index) => `PASS ${index}`);
  const rows = diffTexts(['start', ...log, 'FAIL'].join('\n'), 'start\n[200 lines omitted]\nFAIL');

  const folded = foldLongRuns(rows, new Set());

  expect(folded[9]).toEqual({ kind: 'folded', of: 'removed', left: 10, count: 189 });
  expect(folded.filter(row => row.kind === 'removed')).toHaveLength(11);
});

test('both texts can be read back from the rows', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const rows = diffTexts(before.join('\n'), after.join('\n'));

      const left = rows.flatMap(row => (row.kind === 'equal' || row.kind === 'removed' ? [row.text] : []));
      const right = rows.flatMap(row => (row.kind === 'equal' || row.kind === 'added' ? [row.text] : []));
      expect([left, right]).toEqual([before, after]);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 100) },
  );
});

test('a megabyte against something else entirely stays within its time', () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `${index * 7919} is what this long line of the log says`);
  const after = before.map((line, index) => (index % 3 === 0 ? line : `${line}, differently`));
  const startedAt = performance.now();

  const rows = diffTexts(before.join('\n'), after.join('\n'));

  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect(rows.length).toBeGreaterThan(20_000);
});

test('texts that share nothing but brackets are shown from the top, both of them', () => {
  const before = ['{', ...Array.from({ length: 60 }, (_, i) => `  "id": ${i},`), '}'].join('\n');
  const after = ['{', ...Array.from({ length: 12 }, (_, i) => `${i},paid,${i * 7}`), '}'].join('\n');

  const rows = unlikeRows(diffTexts(before, after));

  expect(rows?.slice(0, 2)).toMatchObject([
    { kind: 'removed', left: 1, text: '{' },
    { kind: 'removed', left: 2 },
  ]);
  expect(rows?.filter(({ kind }) => kind === 'added')).toHaveLength(14);
  expect(unlikeRows(diffTexts(before, before.replace('"id": 3', '"id": 4')))).toBeUndefined();
});

test('JSON is indented for reading, and nothing else is', () => {
  expect(formatJson('{"a":[1,2]}')).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}');
  expect(formatJson('not json')).toBeUndefined();
  expect(formatJson('[1,')).toBeUndefined();
});
