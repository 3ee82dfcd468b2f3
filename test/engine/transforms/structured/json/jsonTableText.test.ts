import { expect, test } from 'vitest';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { tabulate } from '../../../../../src/engine/transforms/structured/json/jsonTable.ts';
import { type TableStyle, writeTable } from '../../../../../src/engine/transforms/structured/json/jsonTableText.ts';

function write(rows: readonly unknown[], style: TableStyle = {}): readonly string[] {
  const text = JSON.stringify(rows);
  const root = parseJson(text)?.root;
  const table = root?.kind === 'array' ? tabulate(root.items, text) : undefined;
  return table === undefined ? [] : writeTable(text, table, style).output.split('\n').slice(0, -1);
}

const findings = Array.from({ length: 10 }, (_, line) => ({
  rule: line % 3 === 0 ? 'quotes' : 'semi',
  message: line % 3 === 0 ? 'Strings must use doublequote.' : 'Missing semicolon.',
  line,
}));

test('kinds come first, rows begin with theirs', () => {
  expect(write(findings).slice(0, 5)).toEqual([
    '10 rows, 2 kinds: rule*,message*,line',
    'a=quotes,Strings must use doublequote.',
    'b=semi,Missing semicolon.',
    'a,0',
    'b,1',
  ]);
});

test('a sample shows whole rows with their numbers and counts the others', () => {
  expect(write(findings, { shown: [0, 9], facets: 'over all 10: …' })).toEqual([
    '10 rows, 2 shown: #,rule,message,line',
    'over all 10: …',
    '0,quotes,Strings must use doublequote.,0',
    '9,quotes,Strings must use doublequote.,9',
    '{"__headroom_truncated": 8}',
  ]);
});

test('lists of one length are columns; a value unlike the others stands whole in the first of its columns', () => {
  const rows = [1, 2, 3, 4, 5].map(n => ({ n, at: [{ x: n, y: 1 - n }] }));

  expect(write([...rows, { n: 6, at: null }])).toEqual([
    '6 rows: n,at[0{x,y}]',
    ...rows.map(({ n }) => `${n},${n},${1 - n}`),
    '6,==null,',
  ]);
});
