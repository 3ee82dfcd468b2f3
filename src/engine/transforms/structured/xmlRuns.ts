/** A run of sibling elements that have only attributes, one per line and indented alike; or the text around such runs. */
export type XmlPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run'; readonly indent: string; readonly tag: string; readonly elements: readonly XmlElement[] };

export interface XmlElement {
  /** The element as it stands in its line, without the indentation. */
  readonly line: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const element = /^(\s*)<([A-Za-z_][\w:.-]*)((?: [A-Za-z_][\w:.-]*="[^"<]*")+)\/>$/;
const attribute = / ([A-Za-z_][\w:.-]*)="([^"]*)"/g;
const minRun = 3;

/** Splits a document into runs and the lines between them. Joined with line feeds, the parts are the text again. */
export function splitXml(text: string): readonly XmlPart[] | undefined {
  if (!/^\s*<(?:\?xml|!DOCTYPE|[A-Za-z_])/.test(text.slice(0, 200))) return undefined;
  const parts: XmlPart[] = [];
  let plain: string[] = [];
  let run: { indent: string; tag: string; elements: XmlElement[]; lines: string[] } | undefined;
  const closeRun = (): void => {
    if (run === undefined) return;
    if (run.elements.length < minRun) plain.push(...run.lines);
    else {
      if (plain.length > 0) parts.push({ kind: 'text', text: plain.join('\n') });
      plain = [];
      parts.push({ kind: 'run', indent: run.indent, tag: run.tag, elements: run.elements });
    }
    run = undefined;
  };
  for (const line of text.split('\n')) {
    const [, indent = '', tag = '', attributes = ''] = element.exec(line) ?? [];
    if (tag === '' || run?.tag !== tag || run.indent !== indent) closeRun();
    if (tag === '') {
      plain.push(line);
      continue;
    }
    run ??= { indent, tag, elements: [], lines: [] };
    run.elements.push({ line: line.slice(indent.length), attributes: readAttributes(attributes) });
    run.lines.push(line);
  }
  closeRun();
  if (plain.length > 0) parts.push({ kind: 'text', text: plain.join('\n') });
  return parts.some(part => part.kind === 'run') ? parts : undefined;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(attribute)].map(([, name = '', value = '']) => [name, value]));
}
