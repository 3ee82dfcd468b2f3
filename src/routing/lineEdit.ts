/** Adds a line at the end of a text file, in the file's own line ends. */
export function appendLine(text: string, line: string): string {
  if (text === '') return `${line}\n`;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text.endsWith('\n') ? '' : end}${line}${end}`;
}

/** Takes the last such line away; a file without it stays as it is. */
export function removeLine(text: string, line: string): string {
  const lines = text.split(/(?<=\n)/);
  const last = lines.findLastIndex(candidate => candidate.replace(/\r?\n$/, '') === line);
  return last < 0 ? text : lines.toSpliced(last, 1).join('');
}
