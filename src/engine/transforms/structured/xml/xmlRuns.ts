/** A run of neighbouring elements that have only attributes; or the text around such runs. Joined, the parts are the text. */
export type XmlPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run'; readonly form: XmlForm; readonly elements: readonly XmlElement[] };

/** How the elements of a run are spelled. */
export interface XmlForm {
  readonly tag: string;
  /** What ends an element: `/>`, ` />`, `></tag>`, or the closing tag on a line of its own. */
  readonly end: '/>' | ' />' | '></>' | '>\n</>';
  /** What stands between elements: nothing, or a line break and this indentation. */
  readonly indent: string | undefined;
}

export interface XmlElement {
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const element = /<([A-Za-z_][\w:.-]*)((?: [A-Za-z_][\w:.-]*="[^"<\r\n]*")+)( ?\/>|>(\n[ \t]*)?<\/\1>)/g;
const attribute = / ([A-Za-z_][\w:.-]*)="([^"]*)"/g;
const minRun = 3;

interface Match extends XmlElement {
  readonly form: XmlForm;
  readonly start: number;
  readonly end: number;
}

/** Splits a document into runs and what stands between them. `undefined` when it has no run. */
export function splitXml(text: string): readonly XmlPart[] | undefined {
  if (!/^\s*<(?:\?xml|!DOCTYPE|[A-Za-z_])/.test(text.slice(0, 200))) return undefined;
  const parts: XmlPart[] = [];
  let at = 0;
  for (const run of findRuns(text)) {
    const [first] = run;
    const end = run.at(-1)?.end ?? 0;
    if (first === undefined || run.length < minRun) continue;
    if (first.start > at) parts.push({ kind: 'text', text: text.slice(at, first.start) });
    parts.push({ kind: 'run', form: { ...first.form, indent: run[1]?.form.indent }, elements: run });
    at = end;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts.some(part => part.kind === 'run') ? parts : undefined;
}

/** Elements of one form, with nothing else between them. */
function findRuns(text: string): Match[][] {
  const runs: Match[][] = [];
  for (const found of text.matchAll(element)) {
    const match = readElement(text, found);
    if (match === undefined) continue;
    const run = runs.at(-1);
    if (run !== undefined && goesOn(text, run, match)) run.push(match);
    else runs.push([match]);
  }
  return runs;
}

function readElement(text: string, found: RegExpExecArray): Match | undefined {
  const [whole, tag = '', attributes = '', ending = '', lineBreak] = found;
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(Math.max(0, found.index - 200), found.index))?.[1];
  if (lineBreak !== undefined && lineBreak !== `\n${indent ?? '?'}`) return undefined;
  const end = ending === '/>' || ending === ' />' ? ending : lineBreak === undefined ? '></>' : '>\n</>';
  return {
    text: whole,
    attributes: new Map([...attributes.matchAll(attribute)].map(([, name = '', value = '']) => [name, value])),
    form: { tag, end, indent },
    start: found.index,
    end: found.index + whole.length,
  };
}

function goesOn(text: string, run: readonly Match[], { form, start, attributes }: Match): boolean {
  const [first, second] = run;
  const previous = run.at(-1);
  if (first === undefined || previous === undefined) return false;
  if (form.tag !== first.form.tag || form.end !== first.form.end) return false;
  // An element of two lines must become a row of its own line.
  if (form.end === '>\n</>' && namesOf(attributes) !== namesOf(first.attributes)) return false;
  // The first of a row may stand at the beginning of a line; the second tells how the run goes on.
  if (second !== undefined && form.indent !== second.form.indent) return false;
  const between = text.slice(previous.end, start);
  return between === '' || (form.indent === first.form.indent && between === `\n${form.indent ?? '?'}`);
}

function namesOf(attributes: ReadonlyMap<string, string>): string {
  return [...attributes.keys()].join(' ');
}
