import { expect, test } from 'vitest';
import {
  isDiff,
  isMostlyIndented,
  isStructuredText,
  looksLikeCode,
  looksLikeMarkup,
  looksLikeProse,
} from '../../../../src/engine/transforms/text/textKind.ts';

test('JSON, XML and HTML are structured, log lines in brackets are not', () => {
  expect(isStructuredText('{"a": 1}')).toBe(true);
  expect(isStructuredText('[\n  {"a": 1}\n]\n')).toBe(true);
  expect(isStructuredText('<?xml version="1.0"?><a/>')).toBe(true);
  expect(isStructuredText('[Sun Dec 04 04:47:44 2005] [notice] up')).toBe(false);
});

test('JSON stays JSON when it is cut or a note follows it; YAML is structured when it nests', () => {
  const rows = JSON.stringify(
    Array.from({ length: 9 }, (_, id) => ({ id, name: `n${id}` })),
    null,
    2,
  );
  const yaml = `items:\n${'- name: a\n  port: 1\n  proto: tcp\n'.repeat(4)}`;

  expect(isStructuredText(rows.slice(0, -60))).toBe(true);
  expect(isStructuredText(`${rows}\n... output truncated ...`)).toBe(true);
  expect(isStructuredText(`${rows.slice(0, 60)}\n\n[2000 characters truncated]\n`)).toBe(true);
  expect(isStructuredText(yaml)).toBe(true);
  expect(isStructuredText('status: ok\ncode: 1\n'.repeat(9))).toBe(false);
});

test('diffs are known by their hunks', () => {
  expect(isDiff('words\n@@ -1 +1 @@\n-a\n+b')).toBe(true);
  expect(isDiff('words\n- a\n+ b')).toBe(false);
});

test('a diff of a test report is a diff, a report that quotes a diff is none', () => {
  const report = Array.from({ length: 20 }, (_, i) => ` ok ${i} - adds`);
  const quoted = ['--- Expected', '+++ Actual', '@@ -1 +1 @@', '-1', '+2'];

  expect(isDiff(['diff --git a/x.tap b/x.tap', '@@ -1,20 +1,21 @@', ...report, '+ok 20 - adds'].join('\n'))).toBe(true);
  expect(isDiff([...report, ...quoted].join('\n'))).toBe(false);
});

test('licences are prose, reports of programs are none', () => {
  const licence = [
    'Permission is hereby granted, free of charge, to any person obtaining a copy',
    'of this software, to deal in the Software without restriction, including',
    'THE SOFTWARE IS PROVIDED "AS IS".',
  ];

  expect(looksLikeProse(licence)).toBe(true);
  expect(looksLikeProse(['Get:1 http://deb.debian.org bookworm InRelease', 'Unpacking libc6 (2.36) ...'])).toBe(false);
});

test('programs are known by their line ends, stack traces are no programs', () => {
  expect(looksLikeCode(['if (x) {', '  y();', '}', 'done'])).toBe(true);
  expect(looksLikeCode(['Error: x', '    at a (b.js:1:2) {', '    at c (d.js:3:4);'])).toBe(false);
});

test('bullets, headings, fences and licence fields mark a document, the lines of a report do not', () => {
  const bullets = ['1.2.0 / 2025-01-02', '==================', '', '  * deps: a@1', '  * deps: b@2', '  - perf: less'];
  const headings = ['## a', 'x', '### b', 'y', '## c', 'z', '```js', '```'];
  const report = ['#5 [2/6] RUN npm ci', '#5 0.5 added', '# tests 4', '# pass 4', '- waiting', 'done'];

  expect(looksLikeMarkup(bullets)).toBe(true);
  expect(looksLikeMarkup(headings)).toBe(true);
  expect(looksLikeMarkup(report)).toBe(false);
});

test('a listing below headings is mostly indented, a log with stacks is not', () => {
  expect(isMostlyIndented(['a', '  b', '  c', '', '  d'])).toBe(true);
  expect(isMostlyIndented(['ERROR x', '    at y', 'INFO z'])).toBe(false);
});
