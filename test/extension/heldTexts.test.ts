import { expect, test } from 'vitest';
import { HeldTexts } from '../../src/extension/heldTexts.ts';

test('a text is found under its path, which carries the title', () => {
  const texts = new HeldTexts();

  const path = texts.hold('Bash: npm test', 'ok');

  expect(path).toBe('/1/Bash npm test');
  expect(texts.provideTextDocumentContent({ path })).toBe('ok');
});

test('the oldest text goes when there are too many', () => {
  const texts = new HeldTexts(2);
  const paths = ['a', 'b', 'c'].map(text => texts.hold(text, text));

  const contents = paths.map(path => texts.provideTextDocumentContent({ path }));

  expect(contents).toEqual([expect.stringContaining('no longer held'), 'b', 'c']);
});
