import { describe, expect, it } from 'vitest';
import { englishSentences } from '../../../src/shared/sentences/english.ts';
import { germanSentences } from '../../../src/shared/sentences/german.ts';
import { say } from '../../../src/shared/sentences/say.ts';
import { translatorTo } from '../../../src/shared/sentences/translate.ts';

const german = translatorTo('de-AT');

it('tells a sentence with its values in the language', () => {
  expect(german('12 tokens, fewer than the 200 that are worth compressing')).toBe(
    '12 Tokens, weniger als die 200, ab denen Kürzen lohnt',
  );
});

it('tells a sentence within a sentence', () => {
  const verdict = say('verdict.leftAlone', { results: say('count.results.one', { n: 1 }), reason: say('left.noGain') });

  expect(german(verdict)).toBe('1 neues Ergebnis unverändert: kein Gewinn.');
  expect(
    german(say('advice.break.time', { cause: say('cache.expired', { time: say('time.minutes', { n: 9 }) }) })),
  ).toBe(
    'Der Cache war abgelaufen: 9 Minuten seit der Anfrage davor. Antworten Sie früher, oder lassen Sie den Client den Cache für eine Stunde verlangen.',
  );
});

it('tells a sentence with a capital letter as the one that it is, not as a shorter one that would fit too', () => {
  const cause = say('cache.tools', { changes: say('tools.came', { names: 'deploy' }) });

  expect(german(say('advice.break.tools', { cause }))).toMatch(/^Die Werkzeuge änderten sich: deploy kam hinzu\. /);
});

it('tells reasons that are joined, one by one', () => {
  expect(german('ignored: x; the client left before the answer')).toBe(
    'nicht beachtet: x; der Client ging vor der Antwort',
  );
});

it('leaves what it does not know, and everything in a language without a table', () => {
  expect(german('Fix the flaky test')).toBe('Fix the flaky test');
  expect(translatorTo('fr')('no gain')).toBe('no gain');
  expect(translatorTo('constructor')('no gain')).toBe('no gain');
});

describe('in German', () => {
  it.each(Object.entries(englishSentences))('%s has the same values', (code, template) => {
    const names = (text: string): readonly string[] => [...text.matchAll(/\{\+?\w+\}/g)].map(([name]) => name).sort();

    expect(names(germanSentences[code as keyof typeof germanSentences])).toEqual(names(template));
  });
});
