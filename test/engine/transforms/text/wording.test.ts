import { expect, test } from 'vitest';
import { tokenize } from '../../../../src/engine/transforms/text/records/tokens.ts';
import { holesOf, joinParts } from '../../../../src/engine/transforms/text/wording.ts';

function wordingOf(texts: readonly string[]): string {
  const members = texts.map((text, index) => ({ index, tokens: tokenize(text) }));
  return joinParts(members[0]?.tokens ?? [], holesOf(members)).join('{}');
}

test('tokens on which all agree are wording, the others holes', () => {
  expect(wordingOf(['took 12 steps', 'took 7 steps'])).toBe('took {} steps');
});

test('a hole leaves what all its values begin and end with to the wording', () => {
  expect(wordingOf(["at '/usr/lib/a.so',", "at '/usr/lib/b.so',"])).toBe("at '/usr/lib/{}.so',");
});

test('times share their date and their zone, but no part of a number', () => {
  expect(wordingOf(['at 2026-07-30T15:59:00+00:00', 'at 2026-07-30T15:51:10+00:00'])).toBe('at 2026-07-30T{}+00:00');
  expect(wordingOf(['id 10-22', 'id 10-31'])).toBe('id {}');
});
