/**
 * Splits at single spaces, so that joining with spaces gives the text back. A quoted part that starts a token stays whole,
 * since compilers quote names and types that contain spaces.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const end = tokenEnd(text, start);
    tokens.push(text.slice(start, end));
    start = end + 1;
  }
  return tokens;
}

const maxQuoted = 400;

function tokenEnd(text: string, start: number): number {
  const quote = text[start];
  if (quote === "'" || quote === '"' || quote === '`') {
    const close = text.indexOf(quote, start + 1);
    if (close > start && close - start <= maxQuoted) {
      const space = text.indexOf(' ', close);
      const end = space < 0 ? text.length : space;
      if (end - close <= 3) return end;
    }
  }
  const space = text.indexOf(' ', start);
  return space < 0 ? text.length : space;
}

/** Error codes such as `TS7006:` or `[E0382]` hold digits but name a kind, so they are words, not values. */
const code = /^[[(]?[A-Z]{1,6}-?\d{2,6}[\])]?:?$/;

export function isCode(token: string): boolean {
  return code.test(token);
}

/** True for tokens that are likely to differ from line to line: numbers, ids, paths, quoted names. */
export function isValueLike(token: string): boolean {
  return valueLike.test(token) && !code.test(token);
}

const valueLike = /\d|^['"`]|[/\\].*[/\\]|^\/|^https?:/;
