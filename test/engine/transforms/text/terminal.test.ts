import { describe, expect, test } from 'vitest';
import { isUnsettled, settle } from '../../../../src/engine/transforms/text/terminal.ts';

describe('settling terminal output', () => {
  test.each([
    ['colours go', '\u001b[31merror\u001b[0m: x', 'error: x'],
    ['links keep their text', '\u001b]8;;http://a\u0007docs\u001b]8;;\u0007 here', 'docs here'],
    ['only the last state of a progress line stays', '10%\r50%\r100%\ndone', '100%\ndone'],
    ['a shorter state leaves the tail of a longer one, as on a screen', 'abcdef\rxy\n', 'xycdef\n'],
    ['an erased tail is gone', 'abcdef\rxy\u001b[K\n', 'xy\n'],
    [
      'an overwritten error stays above its line',
      'fetching\rError: E404 /x\rretry ok      \n',
      'Error: E404 /x\nretry ok\n',
    ],
    ['Windows line ends stay', 'a\r\nb\r\n', 'a\r\nb\r\n'],
    ['redrawn blocks settle', 'a 1\nb 1\n\u001b[2Aa 2\nb 2\n', 'a 2\nb 2\n'],
    ['backspaces rub out', '|\b/\b-\bok\n', 'ok\n'],
  ])('%s', (_, raw, shown) => {
    expect(settle(raw)?.text).toBe(shown);
  });

  test.each([
    ['colours move nothing', '\u001b[31ma\nb\n', [0, 1, 2]],
    [
      'a redrawn line is the last that drew it',
      'a 1\n\u001b[1A\u001b[2Ka 2\n\u001b[1A\u001b[2Ka 3\nb\n\nc',
      [2, 3, 4, 5],
    ],
    ['lines of a redrawn block keep their order', 'a 1\nb 1\n\u001b[2Aa 2\nb 2\nend', [2, 3, 4]],
    ['an overwritten error is the line that drew it', 'Error: x\n\u001b[1A\u001b[2Kfine\nend', [0, 1, 2]],
    ['returns move nothing', '1%\rError: x\rfine\nend\r\n', [0, 0, 1, 2]],
  ])('it knows which line of the original each line is: %s', (_, raw, originLines) => {
    expect(settle(raw)?.originLines).toEqual(originLines);
  });

  test('text that is placed freely on the screen is left alone', () => {
    expect(settle('\u001b[2;5Hx')).toBeUndefined();
  });

  test('Windows line ends alone are nothing to settle', () => {
    expect(isUnsettled('a\r\nb\r\n')).toBe(false);
  });
});
