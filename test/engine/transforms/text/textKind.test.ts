import { expect, test } from 'vitest';
import { isDiff, isStructuredText, looksLikeCode } from '../../../../src/engine/transforms/text/textKind.ts';

test('JSON, XML and HTML are structured, log lines in brackets are not', () => {
  expect(isStructuredText('{"a": 1}')).toBe(true);
  expect(isStructuredText('[\n  {"a": 1}\n]\n')).toBe(true);
  expect(isStructuredText('<?xml version="1.0"?><a/>')).toBe(true);
  expect(isStructuredText('[Sun Dec 04 04:47:44 2005] [notice] up')).toBe(false);
});

test('diffs are known by their hunks', () => {
  expect(isDiff('words\n@@ -1 +1 @@\n-a\n+b')).toBe(true);
  expect(isDiff('words\n- a\n+ b')).toBe(false);
});

test('programs are known by their line ends, stack traces are no programs', () => {
  expect(looksLikeCode(['if (x) {', '  y();', '}', 'done'])).toBe(true);
  expect(looksLikeCode(['Error: x', '    at a (b.js:1:2) {', '    at c (d.js:3:4);'])).toBe(false);
});
