/** Visual lines after which a logical line is cut: minified files have lines of megabytes. */
const mostLines = 40;

export interface WrappedText {
  readonly lines: readonly string[];
  /** Characters that are not shown. */
  readonly hidden: number;
}

/**
 * Breaks a line of monospaced text into pieces of at most `columns` cells, so that the height of every row is known
 * before it is rendered. East Asian characters and emoji take two cells, tabs as many as reach the next stop of four.
 */
export function wrapText(text: string, columns: number): WrappedText {
  const width = Math.max(8, columns);
  if (text.length <= width && /^[\x20-\x7e]*$/.test(text)) return { lines: [text], hidden: 0 };
  const lines: string[] = [];
  let line = '';
  let cells = 0;
  let read = 0;
  for (const character of text) {
    const shown = character === '\t' ? ' '.repeat(4 - (cells % 4)) : visible(character);
    const size = character === '\t' ? shown.length : cellWidth(character);
    if (cells + size > width) {
      const kept = breakAt(line);
      lines.push(line.slice(0, kept));
      if (lines.length === mostLines) return { lines, hidden: text.length - read + line.length - kept };
      line = line.slice(kept);
      cells = [...line].reduce((sum, each) => sum + cellWidth(each), 0);
    }
    line += shown;
    cells += size;
    read += character.length;
  }
  return { lines: [...lines, line], hidden: 0 };
}

/** Where a full line ends: behind its last blank when that leaves most of it filled, so that words stay whole. */
function breakAt(line: string): number {
  const blank = line.lastIndexOf(' ') + 1;
  return blank > line.length * 0.7 ? blank : line.length;
}

/** Control characters become their pictures, so that an ANSI code in a log can be seen. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : character;
}

function cellWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xffdc) || code >= 0x1f300) ? 2 : 1;
}
