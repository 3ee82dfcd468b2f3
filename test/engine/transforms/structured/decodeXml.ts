/** Gives back the bytes of what `xml_rows` wrote, from the format alone. */
export function decodeXml(output: string): string {
  const [, ...lines] = output.split('\n');
  const restored: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const [, indent = '', count, tag = '', header = ''] = /^(\s*)\[(\d+) <([^/>]+)\/>: (.*)$/.exec(line) ?? [];
    if (count === undefined) {
      restored.push(line);
      continue;
    }
    const heads = header.split(',').map(head => {
      const equals = head.indexOf('=');
      return equals < 0 ? { name: head } : { name: head.slice(0, equals), constant: head.slice(equals + 1) };
    });
    for (const row of lines.slice(i + 1, i + 1 + Number(count))) restored.push(indent + decodeRow(row, tag, heads));
    i += Number(count) + 1;
  }
  return restored.join('\n');
}

function decodeRow(row: string, tag: string, heads: readonly { name: string; constant?: string }[]): string {
  if (row.startsWith(`<${tag} `)) return row;
  const cells = [...`${row},`.matchAll(/(?:"([^"]*)"|([^,]*)),/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const attributes = heads.map(({ name, constant }) => `${name}="${constant ?? cells.shift() ?? ''}"`);
  return `<${tag} ${attributes.join(' ')}/>`;
}
