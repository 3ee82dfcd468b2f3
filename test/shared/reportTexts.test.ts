import { expect, it } from 'vitest';
import { reportWords } from '../../src/shared/reportTexts.ts';
import { say } from '../../src/shared/sentences/say.ts';

it('takes the words of the language, whatever its region, and English where it knows no other', () => {
  expect(reportWords('de-CH')).toMatchObject({ language: 'de', texts: { advice: 'Was zu tun ist' } });
  expect(reportWords('fr')).toMatchObject({ language: 'en', texts: { advice: 'What to do' } });
});

it('keeps the names of values in every language', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
  const [english, german] = [reportWords('en').texts, reportWords('de').texts];

  for (const [text, words] of Object.entries(english)) {
    expect(namesIn(german[text as keyof typeof german])).toEqual(namesIn(words));
  }
});

it('tells what the engine wrote', () => {
  expect(reportWords('de').tell(say('what.html'))).not.toBe(say('what.html'));
});
