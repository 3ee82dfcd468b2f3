import { describe, expect, it } from 'vitest';
import { englishSentences } from '../../../src/shared/sentences/english.ts';
import { readSentence } from '../../../src/shared/sentences/readSentence.ts';
import { fill } from '../../../src/shared/sentences/say.ts';

describe('every sentence', () => {
  it.each(Object.entries(englishSentences))('%s is found in its own text, with its values', (code, template) => {
    const names = [...template.matchAll(/\{\+?(\w+)\}/g)].map(([, name = '']) => name);
    const values = Object.fromEntries(names.map((name, i) => [name, ['4.1k', 'src/a b.ts', '7'][i % 3] ?? '']));

    const sentence = readSentence(fill(template, values, inner => inner));

    expect(sentence).toEqual({ code, values: capitalisedFirst(template, values) });
  });
});

/** A sentence that begins another one comes back as it stands there. */
function capitalisedFirst(
  template: string,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const first = /^\{\+(\w+)\}.*\.$/.exec(template)?.[1];
  const value = first === undefined ? undefined : values[first];
  if (first === undefined || value === undefined) return values;
  return { ...values, [first]: value.slice(0, 1).toUpperCase() + value.slice(1) };
}

it('a value may hold line breaks, brackets and quotes', () => {
  const sentence = readSentence('holds a secret (a (b)\n“c”), so its original is not stored');

  expect(sentence).toEqual({ code: 'left.secret', values: { kind: 'a (b)\n“c”' } });
});

it('what the engine never says is no sentence', () => {
  expect(readSentence('The moon is made of cheese')).toBeUndefined();
  expect(readSentence('')).toBeUndefined();
});
