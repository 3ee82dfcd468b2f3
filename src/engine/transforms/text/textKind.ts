/** True for JSON, XML and HTML, whose structure other transforms know better than their lines. */
export function isStructuredText(text: string): boolean {
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('<') && /^<[?!a-zA-Z]/.test(start)) return true;
  if (!/^(?:\{|\[\s*(?:[{["\]\d-]|true|false|null))/.test(start)) return false;
  return /[}\]]\s*$/.test(text.slice(-200));
}

export function isDiff(text: string): boolean {
  return /^diff --git |^--- .*\n\+\+\+ |^@@ -\d/m.test(text.slice(0, 20_000));
}

/** How lines of programs begin and end, and lines of reports do not. Stack frames end like code, so they do not count. */
const codeLine =
  /[;{}]\s*$|^\s.*[(,[]\s*$|^\s*(?:\/\/|\/?\*|#include|import |export |const |let |var |function |def |class |return\b|if |for |while |public |private |static )/;
const frame = /^\s*at\s|^\s*File "/;

export function looksLikeCode(lines: readonly string[]): boolean {
  let code = 0;
  let seen = 0;
  for (const line of lines) {
    if (line.trim() === '' || frame.test(line)) continue;
    seen += 1;
    if (line.length < 400 && codeLine.test(line)) code += 1;
  }
  return seen > 0 && code > seen * 0.4;
}
