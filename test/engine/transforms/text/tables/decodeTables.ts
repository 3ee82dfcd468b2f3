/** Restores padded tables from the squeezed text alone. */
export function decodeTables(output: string): string {
  const lines = output.split('\n');
  const restored: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const note =
      /^\[headroom: table of the next (\d+) rows, none omitted; cells start at columns ([\d, ]+), here separated by \|(.*); \\ marks other rows\]$/.exec(
        lines[i] ?? '',
      );
    if (note === null) {
      restored.push(lines[i] ?? '');
      continue;
    }
    const columns = (note[2] ?? '').split(', ').map(Number);
    const constants = new Map(
      [...(note[3] ?? '').matchAll(/; cell (\d+) is always ("(?:[^"\\]|\\.)*")/g)].map(match => [
        Number(match[1]) - 1,
        String(JSON.parse(match[2] ?? '""')),
      ]),
    );
    for (const row of lines.slice(i + 1, i + 1 + Number(note[1])))
      restored.push(row.startsWith('\\') ? row.slice(1) : join(row, columns, constants));
    i += Number(note[1]);
  }
  return restored.join('\n');
}

function join(row: string, columns: readonly number[], constants: ReadonlyMap<number, string>): string {
  const given = row.split('|');
  const cells: string[] = [];
  for (let i = 0; i < columns.length; i++) {
    const constant = constants.get(i);
    if (constant === undefined && given.length === 0) break;
    cells.push(constant ?? given.shift() ?? '');
  }
  return cells
    .map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd((columns[i + 1] ?? 0) - (columns[i] ?? 0))))
    .join('');
}
