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

/** Ends of lines that programs have and reports do not. Stack traces are full of them too, so frames do not count. */
const codeEnd = /[;{}]\s*$/;
const frame = /^\s*at\s|^\s*File "/;

export function looksLikeCode(lines: readonly string[]): boolean {
  let code = 0;
  let seen = 0;
  for (const line of lines) {
    if (line.trim() === '' || frame.test(line)) continue;
    seen += 1;
    if (codeEnd.test(line) && line.length < 400) code += 1;
  }
  return seen > 0 && code > seen * 0.3;
}
