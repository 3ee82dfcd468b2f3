import { rewriteNote } from '../marker.ts';
import type { Replacement, Subject, Transform } from '../transform.ts';
import { splitXml, type XmlElement, type XmlPart } from './xmlRuns.ts';

export const xmlRows: Transform = {
  id: 'xml_rows',
  summary: 'Writes runs of XML elements that have only attributes as tables; every value stays.',
  grade: 'decodable',
  apply: ({ text }: Subject): Replacement | undefined => {
    const parts = splitXml(text);
    if (parts === undefined || /^\s*\[\d+ <|^\[headroom: /m.test(text)) return undefined;
    return {
      output: `${rewriteNote(xmlNote)}\n${parts.map(writePart).join('\n')}`,
      reason: 'XML elements written as rows',
    };
  },
};

export const xmlNote =
  'XML, values unchanged; "[N <tag/>: a,b=v" heads N elements, one per line with the values of their attributes in that order, b="v" in each';

function writePart(part: XmlPart): string {
  return part.kind === 'text' ? part.text : writeRun(part.indent, part.tag, part.elements);
}

/** Elements with other attributes than the first, or in another order, stay as they are. */
export function writeRun(indent: string, tag: string, elements: readonly XmlElement[]): string {
  const names = [...(elements[0]?.attributes.keys() ?? [])];
  const signature = names.join(' ');
  const alike = elements.filter(({ attributes }) => [...attributes.keys()].join(' ') === signature);
  const constants = names.filter(name => {
    const value = elements[0]?.attributes.get(name) ?? '';
    return !/[,\s]/.test(value) && value !== '' && alike.every(({ attributes }) => attributes.get(name) === value);
  });
  const heads = names.map(name => (constants.includes(name) ? `${name}=${elements[0]?.attributes.get(name)}` : name));
  const varying = names.filter(name => !constants.includes(name));
  const rows = elements.map(({ line, attributes }) =>
    [...attributes.keys()].join(' ') === signature
      ? varying.map(name => writeValue(attributes.get(name) ?? '')).join(',')
      : line,
  );
  return [`${indent}[${elements.length} <${tag}/>: ${heads.join(',')}`, ...rows, `${indent}]`].join('\n');
}

/** Values hold no quotes, so a value that a comma or an empty text would blur goes between them. */
function writeValue(value: string): string {
  return value === '' || /^[\s<]|,|\s$/.test(value) ? `"${value}"` : value;
}
