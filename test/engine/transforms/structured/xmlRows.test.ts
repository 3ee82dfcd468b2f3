import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xmlRows } from '../../../../src/engine/transforms/structured/xmlRows.ts';
import { judgeContext } from '../judgeContext.ts';
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
    '\t]',
    '</s>',
  ]);
});

test('the bytes come back, whatever the values', () => {
  const value = fc.string({ maxLength: 6 }).map(text => text.replace(/["<\n\r]/g, ','));
  const line = fc.oneof(
    fc.tuple(value, value).map(([a, b]) => `  <t name="${a}" time="${b}"/>`),
    value.map(a => `  <t name="${a}"/>`),
    fc.constantFrom('  <t/>', '  <u name="x">', 'text'),
  );

  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), lines => {
      const text = ['<s>', ...lines, '</s>'].join('\n');
      const output = rewrite(text);

      if (output !== undefined) expect(decodeXml(output)).toBe(text);
    }),
  );
});
