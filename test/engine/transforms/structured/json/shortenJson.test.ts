import { expect, test } from 'vitest';
import { shortenJson } from '../../../../../src/engine/transforms/structured/json/shortenJson.ts';
import { judgeContext } from '../../judgeContext.ts';

function shorten(value: unknown): string {
  const json = JSON.stringify(value);
  return shortenJson({ json, original: json, name: 'JSON', leftOut: [] }, {}, judgeContext())?.output ?? '';
}

const rows = Array.from({ length: 400 }, (_, id) => ({ id, note: `note ${id}`, on: id % 2 === 0 }));

test('the note explains what is used and nothing else', () => {
  expect(shorten({ long: 'word '.repeat(4000), a: 1 })).toMatch(/^\[headroom: JSON, shortened\]\n/);
  expect(shorten(rows)).toMatch(/^\[headroom: JSON, shortened; "N rows: .*; # = row number from 0\]\n/);
  const map = Object.fromEntries(rows.map(row => [`key ${row.id}`, row]));
  expect(shorten(map)).toMatch(/\(key\) = key within the object; # = row number from 0\]\n/);
});

test('the marker counts values, rows and what the conversion left out', () => {
  const json = JSON.stringify(rows);
  const source = { json, original: 'what it was', name: 'YAML as JSON', leftOut: ['3 lines of comments'] };

  const output = shortenJson(source, {}, judgeContext())?.output ?? '';

  const shown = [...output.matchAll(/^\d+,/gm)].length;
  expect(output).toContain(
    `${((400 - shown) * 3).toLocaleString('en')} of 1,200 values omitted (${400 - shown} of 400 rows or members, 3 lines of comments); get: abcdefghjk]`,
  );
});

test('what is small enough stays as it is', () => {
  expect(shorten({ a: [1, 2, 3] })).toBe('');
});
