/** What pages are built of: text as the browser wants it, blocks of it, rows of cells. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** Text as it stands, in a style of its own. */
export function lines(text: string, style: string): string {
  return `<pre style="margin:0;${style}">${escaped(text)}</pre>`;
}

export function table(rows: readonly (readonly string[])[], cell: string): string {
  const line = (cells: readonly string[]): string =>
    `<tr>${cells.map(text => `<td style="${cell}">${text}</td>`).join('')}</tr>`;
  return `<table style="border-collapse:collapse">${rows.map(line).join('')}</table>`;
}

export function body(style: string, content: string): string {
  return `<body style="margin:0;${style}">${content}</body>`;
}

/** Marks the words of a code that a pattern names, as editors do: `{ keyword: [/\bif\b/g, '#c678dd'] }` without the names. */
export function coloured(code: string, colours: readonly (readonly [pattern: string, colour: string])[]): string {
  const any = new RegExp(colours.map(([pattern]) => `(${pattern})`).join('|'), 'gm');
  return escaped(code).replace(any, (...match: string[]) => {
    const [whole = '', ...groups] = match;
    const at = groups.slice(0, colours.length).findIndex(group => group !== undefined);
    return `<span style="color:${colours[at]?.[1] ?? 'inherit'}">${whole}</span>`;
  });
}
