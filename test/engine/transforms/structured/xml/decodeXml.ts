/** Gives back the bytes of what `xml_rows` wrote, from the format alone. */
export function decodeXml(output: string): string {
  const [, ...lines] = output.split('\n');
  let restored = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const [, before = '', count, form = '', inARow, header = ''] =
      /^(.*)\[(\d+) (<\S+(?: \/>)?(?:<\/\S+)?)( in a row)?: (.*)$/.exec(line) ?? [];
    if (count === undefined) {
      restored += line + (i === lines.length - 1 ? '' : '\n');
      continue;
    }
    restored += before;
    const indent = /(?:^|\n)([ \t]*)$/.exec(restored)?.[1] ?? '';
    const elements = lines
      .slice(i + 1, i + 1 + Number(count))
      .map(row => decodeRow(row, form, parseHeads(header), indent));
    restored += elements.join(inARow === undefined ? `\n${indent}` : '');
    i += Number(count) + 1;
    // What follows the bracket goes on in the same line.
    lines[i] = (lines[i] ?? '').slice(1);
    i--;
  }
  return restored;
}

interface Head {
  readonly name: string;
  readonly constant?: string;
  readonly around?: readonly [string, string];
}

function parseHeads(header: string): Head[] {
  return header.split(',').map(head => {
    const equals = head.indexOf('=');
    if (equals < 0) return { name: head };
    const name = head.slice(0, equals);
    const [prefix = '', suffix] = head.slice(equals + 1).split('{}');
    return suffix === undefined ? { name, constant: prefix } : { name, around: [prefix, suffix] };
  });
}

function decodeRow(row: string, form: string, heads: readonly Head[], indent: string): string {
  const tag = /^<([^/>\s]+)/.exec(form)?.[1] ?? '';
  // An element that is unlike the others stands as it was.
  if (row.startsWith(`<${tag} `)) return row;
  const cells = [...`${row},`.matchAll(/(?:"([^"]*)"|([^,]*)),/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const attributes = heads.map(({ name, constant, around = ['', ''] }) => {
    const value = constant ?? around[0] + (cells.shift() ?? '') + around[1];
    return `${name}="${value}"`;
  });
  const end = form.slice(tag.length + 1).replace('↵', `\n${indent}`);
  return `<${tag} ${attributes.join(' ')}${end}`;
}
