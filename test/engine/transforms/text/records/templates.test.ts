import { expect, test } from 'vitest';
import { mineTemplates } from '../../../../../src/engine/transforms/text/records/templates.ts';

function templatesOf(texts: readonly string[]): string[] {
  return mineTemplates(texts).templates.map(({ parts, lines }) => `${lines}: ${parts.join('{}')}`);
}

test('texts that differ in values share a template', () => {
  expect(templatesOf(['child 12 in slot 3', 'child 14 in slot 5', 'child 9 in slot 3'])).toEqual([
    '3: child {} in slot {}',
  ]);
});

test('levels keep templates apart', () => {
  expect(templatesOf(['error reading file of 12 bytes', 'info reading file of 13 bytes'])).toHaveLength(2);
});

test('what all values share belongs to the template, cut at word borders', () => {
  expect(templatesOf(['GET /api/users/12 34ms', 'GET /api/users/7 8ms', 'GET /api/users/11 15ms'])).toEqual([
    '3: GET /api/users/{} {}ms',
  ]);
});

test('numbers are never torn apart', () => {
  expect(templatesOf(['pid 6725 done', 'pid 6726 done'])).toEqual(['2: pid {} done']);
});

test('filling the holes gives the text back', () => {
  const texts = ['a 1 b', 'a 2 b', 'c', '', 'a 3 b'];
  const { templates, filled } = mineTemplates(texts);

  const restored = filled.map(line => {
    const parts = templates[line?.template ?? -1]?.parts ?? [];
    return parts.map((part, i) => (i === 0 ? part : (line?.values[i - 1] ?? '') + part)).join('');
  });

  expect(restored).toEqual(texts);
});
