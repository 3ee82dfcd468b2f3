/** Gives back the bytes of what `csv_records` wrote: written from its note and the format alone, without its code. */
export function decodeCsv(output: string): string {
  const [note = '', header = '', ...lines] = output.split('\n');
  const count = Number(/^\[headroom: table, ([\d,]+) rows, none omitted;/.exec(note)?.[1]?.replaceAll(',', ''));
  const kindCount = Number(/first (\d+) lines, k=/.exec(note)?.[1] ?? 0);
  const separator = [',', '\t', ';', '|'].find(candidate => header.includes(candidate)) ?? ',';
  const kinds = new Map(
    lines.slice(0, kindCount).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const heads = header.split(separator).map(head => {
    const isMarked = kindCount > 0 && head.endsWith('*');
    const [, name = '', , shape] = /^([^=]*)(=(.*))?$/.exec(isMarked ? head.slice(0, -1) : head) ?? [];
    return { name, shape, isMarked };
  });
  const decoded = lines.slice(kindCount).map((row, i) => {
    if (i >= count) return row;
    if (row.startsWith('\\')) return row.slice(1);
    const cells = row.split(separator);
    const kind = kindCount === 0 ? [] : (kinds.get(cells.shift() ?? '') ?? '').split(separator);
    return heads
      .map(({ shape, isMarked }) => {
        const source = isMarked ? kind : cells;
        if (shape === undefined) return source.shift() ?? '';
        const [prefix = '', suffix] = shape.split('{}');
        return suffix === undefined ? prefix : prefix + (source.shift() ?? '') + suffix;
      })
      .join(separator);
  });
  return [heads.map(({ name }) => name).join(separator), ...decoded].join(
    note.includes('; lines ended with CRLF') ? '\r\n' : '\n',
  );
}
