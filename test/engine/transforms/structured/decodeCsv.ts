/** Gives back the bytes of what `csv_records` wrote: written from its note and the format alone, without its code. */
export function decodeCsv(output: string): string {
  const [note = '', header = '', ...rows] = output.split('\n');
  const count = Number(/^\[headroom: table, ([\d,]+) rows, none omitted;/.exec(note)?.[1]?.replaceAll(',', ''));
  const separator = [',', '\t', ';', '|'].find(candidate => header.includes(candidate)) ?? ',';
  const heads = header.split(separator).map(head => {
    const [, name = '', , shape] = /^([^=]*)(=(.*))?$/.exec(head) ?? [];
    return { name, shape };
  });
  const decoded = rows.map((row, i) => {
    if (i >= count) return row;
    if (row.startsWith('\\')) return row.slice(1);
    const cells = row.split(separator);
    return heads
      .map(({ shape }) => {
        if (shape === undefined) return cells.shift() ?? '';
        const [prefix = '', suffix] = shape.split('{}');
        return suffix === undefined ? prefix : prefix + (cells.shift() ?? '') + suffix;
      })
      .join(separator);
  });
  return [heads.map(({ name }) => name).join(separator), ...decoded].join('\n');
}
