/** About 200 KB each of what makes textbook tokenizers quadratic. Shared with the bench. */
export function hostileTexts(bytes = 200_000): Readonly<Record<string, string>> {
  return {
    'one letter': 'a'.repeat(bytes),
    capitals: 'A'.repeat(bytes),
    spaces: ' '.repeat(bytes),
    newlines: '\n'.repeat(bytes),
    'spaces and newlines': ' \n'.repeat(bytes / 2),
    underscores: '_'.repeat(bytes),
    digits: '1'.repeat(bytes),
    'one ideogram': '漢'.repeat(bytes / 3),
    ideograms: spread(bytes / 3, n => String.fromCodePoint(0x4e00 + (n % 20_000))),
    base64: spread(bytes, n => base64Alphabet.charAt(n % 64)),
    'random letters': spread(bytes, n => String.fromCharCode(0x61 + (n % 26))),
    emoji: spread(bytes / 4, n => String.fromCodePoint(0x1f600 + (n % 64), ...(n % 3 === 0 ? [0x200d] : []))),
    'marks without letters': '\u0301'.repeat(bytes / 2),
    'lone surrogates': '\ud83d'.repeat(bytes / 3),
  };
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Characters from a fixed pseudo-random sequence, so that every run sees the same text. */
function spread(length: number, character: (n: number) => string): string {
  let state = 1;
  let text = '';
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += character(state >>> 8);
  }
  return text;
}
