import { expect, test } from 'vitest';
import { renderExcerpt } from '../../../../src/engine/transforms/text/excerpt.ts';

const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

test('a gap says how many lines are missing and which', () => {
  const keep = lines.map(line => line === 'a' || line === 'h');

  expect(renderExcerpt({ lines, keep, kind: 'letters', handle: 'h1' })).toBe(
    '[headroom: 6 of 8 lines omitted (letters); get: h1]\na\n[… 6 lines, 2-7]\nh',
  );
});

test('gaps that cost as much as their lines are not made', () => {
  const keep = lines.map(line => line !== 'c' && line !== 'd');

  expect(renderExcerpt({ lines, keep, kind: 'letters', handle: 'h1' })).toBeUndefined();
});

test('a single long line has a mark of its own', () => {
  const long = ['a', 'b'.repeat(200), 'c'];

  expect(renderExcerpt({ lines: long, keep: [true, false, true], kind: 'letters', handle: 'h1' })).toContain(
    '\na\n[… line 2]\nc',
  );
});

test('a gap in a text whose lines moved names the lines of the original', () => {
  const keep = lines.map(line => line === 'a' || line === 'h');
  const originLines = [4, 9, 6, 7, 8, 5, 10, 11];

  expect(renderExcerpt({ lines, keep, originLines, kind: 'letters', handle: 'h1' })).toContain(
    '\na\n[… 6 lines, 6-11]\nh',
  );
});
