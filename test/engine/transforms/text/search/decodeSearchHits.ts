/** Restores search hits from the grouped text alone. */
export function decodeSearchHits(output: string): string {
  const [note = '', ...rows] = output.split('\n');
  const numbered = note.includes('number:text');
  if (!note.startsWith('[headroom: hits by file')) throw new Error('The note is missing.');
  const restored: string[] = [];
  let path: string | undefined;
  for (const row of rows) {
    if (numbered && row === '--') restored.push(row);
    else if (row.startsWith('# ')) path = row.slice(2);
    else if (row.startsWith('\\\\') && !numbered) restored.push(`${path}:${row.slice(2)}`);
    else if (row.startsWith('\\')) restored.push(row.slice(1));
    else restored.push(`${path}${numbered ? (/^\d+(?::\d+)?([:-])/.exec(row)?.[1] ?? fail(row)) : ':'}${row}`);
  }
  return restored.join('\n');
}

function fail(row: string): never {
  throw new Error(`Neither a path nor a hit: ${row}`);
}
