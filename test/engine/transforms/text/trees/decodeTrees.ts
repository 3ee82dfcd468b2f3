/** Restores a drawn tree from its indentation and the note alone. */
export function decodeTrees(output: string): string {
  const [note = '', ...rows] = output.split('\n');
  const quoted = /instead of ((?:"(?:[^"\\]|\\.)*"(?:, )?)+)/.exec(note)?.[1];
  if (quoted === undefined) throw new Error('The note is missing.');
  const [bar = '', tee = '', last = '', teeOpen = '', lastOpen = '']: string[] = JSON.parse(`[${quoted}]`);
  const goesOn = (/goes on at level ([\d, ]+)/.exec(note)?.[1] ?? '').split(', ').map(Number);
  const entries = rows.map(row => {
    if (row.startsWith('\\')) return { depth: 0, text: row.slice(1) };
    const text = row.trimStart();
    return { depth: row.length - text.length, text };
  });
  const endsAt = entries.at(-1)?.text === '' ? entries.length - 1 : entries.length;
  return entries
    .map(({ depth, text }, i) => {
      if (depth === 0) return text;
      const hasSibling = (at: number, level: number): boolean => {
        for (let n = at + 1; n < endsAt; n++) {
          const other = entries[n]?.depth ?? 0;
          if (other === level) return true;
          if (other < level) return false;
        }
        return goesOn.includes(level);
      };
      const ancestorAt = (level: number): number => {
        for (let n = i; n >= 0; n--) if (entries[n]?.depth === level) return n;
        return -1;
      };
      let line = '';
      for (let level = 1; level < depth; level++) {
        line += hasSibling(ancestorAt(level), level) ? bar : ' '.repeat(bar.length);
      }
      const isCutOff = note.includes('entries below its last one are cut off');
      const isParent = i === endsAt - 1 ? isCutOff : (entries[i + 1]?.depth ?? 0) > depth;
      const isNotLast = hasSibling(i, depth);
      return line + (isNotLast ? (isParent ? teeOpen : tee) : isParent ? lastOpen : last) + text;
    })
    .join('\n');
}
