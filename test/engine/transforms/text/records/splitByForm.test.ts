import { expect, test } from 'vitest';
import { splitByForm } from '../../../../../src/engine/transforms/text/records/splitByForm.ts';
import { tokenize } from '../../../../../src/engine/transforms/text/records/tokens.ts';

function groupsOf(texts: readonly string[]): string[][] {
  const members = texts.map((text, index) => ({ index, tokens: tokenize(text) }));
  return splitByForm(members).map(group => group.map(({ index }) => texts[index] ?? ''));
}

const times = Array.from({ length: 20 }, (_, i) => `'1.${i}.0': '2026-07-30T15:${10 + i}:00.000+00:00',`);
const versions = Array.from({ length: 20 }, (_, i) => `package${i}: '^${i}.0.1',`);

test('texts of one template part where their values are of different forms', () => {
  const groups = groupsOf([...times, ...versions]);

  expect(groups).toEqual([times, versions]);
});

test('few texts of another form stay together, and no text is lost', () => {
  const odd = ["main: 'index.js',", 'license: MIT', 'private: true'];

  const groups = groupsOf([...times, ...odd]);

  expect(groups).toEqual([times, odd]);
});

test('texts stay together where parting shares no more wording', () => {
  const texts = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? `took ${i} steps` : `took -${i} steps`));

  expect(groupsOf(texts)).toEqual([texts]);
});
