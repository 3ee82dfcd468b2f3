import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote } from '../../marker.ts';
import type { Replacement, Subject, Transform } from '../../transform.ts';
import { type Affixes, commonAffixes } from '../affixes.ts';
import { splitXml, type XmlElement, type XmlForm, type XmlPart } from './xmlRuns.ts';

export const xmlRows: Transform = {
  id: 'xml_rows',
  summary: 'Writes runs of XML elements that have only attributes as tables; every value stays.',
  grade: 'decodable',
  apply: ({ text }: Subject): Replacement | undefined => {
    const parts = splitXml(text);
    if (parts === undefined || /\[\d+ <|^\[headroom: /m.test(text)) return undefined;
    return {
      output: `${rewriteNote(xmlNote)}\n${parts.map(writePart).join('')}`,
      reason: say('did.xmlRows'),
    };
  },
};

const xmlNote = `XML, values unchanged; ${explainRuns()}, b="v" in each; c=x{}y: cells fill the {}`;

export function explainRuns(): string {
  return '"[N <tag/>: a,b=v" heads N elements, one per line with the values of their attributes in that order';
}

function writePart(part: XmlPart): string {
  return part.kind === 'text' ? part.text : writeRun(part.form, part.elements, true);
}

/** Elements with other attributes than the first, or in another order, stay as they are. A sample shows whole values. */
export function writeRun(form: XmlForm, elements: readonly XmlElement[], isWhole: boolean): string {
  const names = [...(elements[0]?.attributes.keys() ?? [])];
  const signature = names.join(' ');
  const isAlike = ({ attributes }: XmlElement): boolean => [...attributes.keys()].join(' ') === signature;
  const alike = elements.filter(isAlike);
  const columns = names.map(name =>
    describe(
      name,
      alike.map(({ attributes }) => attributes.get(name) ?? ''),
      isWhole,
    ),
  );
  const rows = elements.map(item => (isAlike(item) ? writeRow(item, columns) : item.text));
  return [`[${elements.length} ${formName(form)}: ${columns.map(headOf).join(',')}`, ...rows, ']'].join('\n');
}

interface Column {
  readonly name: string;
  readonly constant?: string;
  readonly affixes?: Affixes;
}

function describe(name: string, values: readonly string[], isWhole: boolean): Column {
  const [first = ''] = values;
  if (first !== '' && !/[,\s{}]/.test(first) && values.every(value => value === first))
    return { name, constant: first };
  const affixes = isWhole ? commonAffixes(values) : undefined;
  return affixes === undefined ? { name } : { name, affixes };
}

function headOf({ name, constant, affixes }: Column): string {
  if (affixes !== undefined) return `${name}=${affixes.prefix}{}${affixes.suffix}`;
  return constant === undefined ? name : `${name}=${constant}`;
}

function writeRow({ attributes }: XmlElement, columns: readonly Column[]): string {
  const cells = columns.flatMap(({ name, constant, affixes = { prefix: '', suffix: '' } }) => {
    const value = attributes.get(name) ?? '';
    return constant === undefined
      ? [writeValue(value.slice(affixes.prefix.length, value.length - affixes.suffix.length))]
      : [];
  });
  return cells.join(',');
}

/** Values hold no quotes, so a value that a comma or an empty text would blur goes between them. */
function writeValue(value: string): string {
  return value === '' || /^[\s<\]]|,|\s$/.test(value) ? `"${value}"` : value;
}

/** `<tag/>`, `<tag></tag>`, or `<tag>↵</tag>` when the closing tag has a line of its own. */
function formName({ tag, end, indent }: XmlForm): string {
  const element =
    end.endsWith('/>') && !end.startsWith('>')
      ? `<${tag}${end}`
      : `<${tag}${end.replace('\n', '↵').replace('</', `</${tag}`)}`;
  return indent === undefined ? `${element} in a row` : element;
}
