import { expect, test } from 'vitest';
import { decisionWord } from '../../../webview/model/decisionWord.ts';

test.each([
  ['already sent before it could be judged', 'decision.alreadySent'],
  ['holds a secret (AWS key), so its original is not stored', 'decision.secret'],
  ['no gain', 'decision.noGain'],
  ['lines of a file stay exact, and exceed no limit of their tool profile', 'decision.exact'],
  ['not judged in this mode', 'decision.unjudged'],
])('%s is a word or two in a column', (reason, key) => {
  expect(decisionWord(reason, text => text)).toEqual({ key });
});

test('a reason that nobody foresaw keeps its beginning', () => {
  expect(decisionWord('moon in the seventh house, says the almanac', text => text)).toEqual({
    text: 'moon in the seventh…',
  });
  expect(decisionWord('odd: really', text => text)).toEqual({ text: 'odd' });
});
