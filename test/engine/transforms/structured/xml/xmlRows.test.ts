import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xmlRows } from '../../../../../src/engine/transforms/structured/xml/xmlRows.ts';
import { judgeContext } from '../../judgeContext.ts';
import { decodeXml } from './decodeXml.ts';

function rewrite(text: string): string | undefined {
  return xmlRows.apply({ text, kind: 'toolResult' }, judgeContext())?.output;
}

test('elements become rows under the names of their attributes', () => {
  const text =
    '<s>\n\t<t name="a" time="1" in="x"/>\n\t<t name="b, c" time="" in="x"/>\n\t<t name="d" time="2" in="x"/>\n</s>';

  expect(rewrite(text)?.split('\n').slice(1)).toEqual([
    '<s>',
    '\t[3 <t/>: name,time,in=x',
    'a,1',
    '"b, c",""',
    'd,2',
    ']',
    '</s>',
  ]);
});

test.each([
  [
    'a blank before the end',
    (i: number) => `<t name="case ${i}" time="${i}.5" />`,
    '\n  ',
    '[4 <t />: name=case {},time',
  ],
  ['closing tags', (i: number) => `<t name="case ${i}" time="${i}.5"></t>`, '\n  ', '[4 <t></t>: name=case {},time'],
  [
    'closing tags below',
    (i: number) => `<t name="case ${i}" time="${i}.5">\n  </t>`,
    '\n  ',
    '[4 <t>↵</t>: name=case {},time',
  ],
  ['no line breaks', (i: number) => `<t name="case ${i}" time="${i}.5"/>`, '', '[4 <t/> in a row: name=case {},time'],
])('elements with %s', (_, write, between, head) => {
  const text = `<?xml version="1.0"?><s>${between}${[1, 2, 3, 4].map(write).join(between)}\n</s>`;
  const output = rewrite(text) ?? '';

  expect(output).toContain(head);
  expect(decodeXml(output)).toBe(text);
});

test('the bytes come back, whatever the values', () => {
  const value = fc.string({ maxLength: 6 }).map(text => text.replace(/["<\n\r]/g, ','));
  const end = fc.constantFrom('/>', '/>', ' />', '></t>', '>\n  </t>');
  const line = fc.oneof(
    fc.tuple(value, value, end).map(([a, b, end]) => `  <t name="${a}" time="/srv/app/${b}"${end}`),
    fc.tuple(value, end).map(([a, end]) => `  <t name="${a}"${end}`),
    fc.constantFrom('  <t/>', '  <u name="x">', 'text'),
  );

  fc.assert(
    fc.property(fc.array(line, { maxLength: 16 }), fc.constantFrom('\n', ''), (lines, between) => {
      const text = ['<s>', ...lines, '</s>'].join(between);
      const output = rewrite(text);

      if (output !== undefined) expect(decodeXml(output)).toBe(text);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 300) },
  );
});
