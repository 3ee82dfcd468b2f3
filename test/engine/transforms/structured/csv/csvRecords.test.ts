import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecords } from '../../../../../src/engine/transforms/structured/csv/csvRecords.ts';
import { judgeContext } from '../../judgeContext.ts';
import { decodeCsv } from './decodeCsv.ts';

function rewrite(text: string): string | undefined {
  return csvRecords.apply({ text, kind: 'toolResult' }, judgeContext())?.output;
}

function rows(separator: string): string {
  const lines = Array.from({ length: 12 }, (_, i) =>
    [i, 'eu', `2026-07-${10 + i}T00:00:00Z`, `n ${i}`].join(separator),
  );
  return ['id,zone,at,name'.replaceAll(',', separator), ...lines, ''].join('\n');
}

test.each([',', '\t', ';'])('what all rows share stands in the header: %j', separator => {
  const output = rewrite(rows(separator)) ?? '';

  expect(output.split('\n')[1]).toBe(['id', 'zone=eu', 'at=2026-07-{}T00:00:00Z', 'name'].join(separator));
  expect(output.split('\n')[2]).toBe(['0', '10', 'n 0'].join(separator));
  expect(decodeCsv(output)).toBe(rows(separator));
});

test('Windows line ends come back', () => {
  const text = rows(',').replaceAll('\n', '\r\n');

  expect(decodeCsv(rewrite(text) ?? '')).toBe(text);
});

test('a row with too many fields stays whole', () => {
  const text = rows(',').replace('3,eu,', '3,eu,eu,') + rows(',').split('\n').slice(1).join('\n').repeat(3);

  expect(rewrite(text)).toContain('\n\\3,eu,eu,');
  expect(decodeCsv(rewrite(text) ?? '')).toBe(text);
});

test.each([
  ['nothing is shared', `a,b\n${Array.from({ length: 9 }, (_, i) => `${i},x${i}`).join('\n')}`],
  ['mixed line ends', rows(',').replace('\n3,', '\r\n3,')],
  ['blank lines', rows(',').replace('\n3,', '\n\n3,')],
  ['quotes everywhere', rows(',').replace(/n \d+/g, '"$&"')],
])('left alone: %s', (_, text) => {
  expect(rewrite(text)).toBeUndefined();
});

test('a value that nearly all rows have is no column; the others stay whole', () => {
  const text = [
    'id,country',
    ...Array.from({ length: 60 }, (_, i) => `${i},${i === 7 ? 'Peru' : i === 9 ? '"US, A"' : 'USA'}`),
  ].join('\n');

  const lines = rewrite(text)?.split('\n') ?? [];

  expect(lines[1]).toBe('id,country=USA');
  expect(lines.slice(8, 12)).toEqual(['6', '\\7,Peru', '8', '\\9,"US, A"']);
  expect(decodeCsv(lines.join('\n'))).toBe(text);
});

test('columns that recur together stand once per kind of row', () => {
  const sections = ['utilities', 'libraries', 'documentation'];
  const text = [
    'name,section,priority,size',
    ...Array.from(
      { length: 30 },
      (_, i) => `p${i},${sections[i % 3]},${i % 3 === 0 ? 'required' : 'optional'},${i * 7}`,
    ),
  ].join('\n');

  const lines = rewrite(text)?.split('\n') ?? [];

  expect(lines.slice(1, 7)).toEqual([
    'name,section*,priority*,size',
    'a=utilities,required',
    'b=libraries,optional',
    'c=documentation,optional',
    'a,p0,0',
    'b,p1,7',
  ]);
  expect(decodeCsv(lines.join('\n'))).toBe(text);
});

test('whatever stands in the cells comes back', () => {
  const kind = fc.constantFrom('utilities', 'libraries*', 'k=documentation', '');
  const cell = fc.oneof(fc.string(), fc.constantFrom('', '{}', '\\', 'a=b', 'Z', '-'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, kind), { minLength: 9, maxLength: 40 }), rows => {
      const text = ['a,b,c,d', ...rows.map(([a, b, kind]) => `${a},c,/srv/app/${b}Z,${kind}`)].join('\n');
      const output = rewrite(text);
      if (output !== undefined) expect(decodeCsv(output)).toBe(text);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 200) },
  );
});
