import { expect, test } from 'vitest';
import { splitXml } from '../../../../../src/engine/transforms/structured/xml/xmlRuns.ts';

test('runs of elements with attributes only are found between other lines', () => {
  const parts = splitXml('<a>\n\t<b x="1"/>\n\t<b x="2"/>\n\t<b x="3" y="&lt;"/>\n\t<c/>\n</a>');

  expect(parts?.map(part => (part.kind === 'text' ? part.text : `${part.elements.length} ${part.form.tag}`))).toEqual([
    '<a>\n\t',
    '3 b',
    '\n\t<c/>\n</a>',
  ]);
});

test('short runs, other tags and other indentation end a run', () => {
  expect(splitXml('<a>\n<b x="1"/>\n<b x="2"/>\n <b x="3"/>\n<d x="1"/>\n</a>')).toBeUndefined();
  expect(splitXml('plain <b x="1"/>')).toBeUndefined();
});
