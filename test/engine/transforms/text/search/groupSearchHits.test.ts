import { expect, test } from 'vitest';
import { groupSearchHits } from '../../../../../src/engine/transforms/text/search/groupSearchHits.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';
import { decodeSearchHits } from './decodeSearchHits.ts';

test('each file is named once above its hits', async () => {
  const output = outputFor(groupSearchHits, 'grep.txt');

  await expect(output).toMatchFileSnapshot(goldenPath(groupSearchHits, 'grep.txt'));
});

test('context lines and separators come back too', () => {
  const text = [
    'src/a-1.ts-11-const x = 1;',
    'src/a-1.ts:12:needle: 3',
    'src/a-1.ts-13-',
    '--',
    'src/a-1.ts:40:7:needle',
    'src/a-1.ts:41:9:needle',
    'src/b.ts:1:needle # not a path',
    '',
  ].join('\n');

  const output = applyTo(groupSearchHits, text.repeat(4))?.output ?? '';

  expect(decodeSearchHits(output)).toBe(text.repeat(4));
});

test('hits without numbers are grouped as well, and lines that look like headings are marked', () => {
  const text = Array.from({ length: 12 }, (_, i) => `docs/guide.md:${i % 3 === 0 ? '# Heading' : `line ${i}`}`).join(
    '\n',
  );

  const output = applyTo(groupSearchHits, text)?.output ?? '';

  expect(decodeSearchHits(output)).toBe(text);
});

test('clock times are no line numbers', () => {
  expect(
    applyTo(groupSearchHits, Array.from({ length: 30 }, (_, i) => `12:${10 + i}:59: tick`).join('\n')),
  ).toBeUndefined();
});
