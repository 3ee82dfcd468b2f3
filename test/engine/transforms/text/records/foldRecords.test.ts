import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldRecords } from '../../../../../src/engine/transforms/text/records/foldRecords.ts';
import {
  frameByFile,
  frameByPrefix,
  frameByTime,
} from '../../../../../src/engine/transforms/text/records/lineFrames.ts';
import { buildRecordTable } from '../../../../../src/engine/transforms/text/records/recordTable.ts';
import { renderRecordTable } from '../../../../../src/engine/transforms/text/records/renderRecords.ts';
import { sampleRecords } from '../../../../../src/engine/transforms/text/records/sampleRecords.ts';
import { applyTo, contextFor } from '../textContext.ts';
import { decodeRecords } from './decodeRecords.ts';

const runs = Number(process.env.FC_RUNS ?? 150);

function roundTrip(text: string): string {
  const lines = text.split('\n');
  return decodeRecords(
    renderRecordTable(buildRecordTable(lines, frameByTime(lines) ?? frameByFile(lines) ?? frameByPrefix(lines))),
  );
}

describe('folding records', () => {
  test.each(['system', 'userText'] as const)('what a %s block says keeps its lines', kind => {
    const text = Array.from({ length: 80 }, (_, i) => `copies folder number ${i * 7} into slot ${i}`).join('\n');

    expect(foldRecords.apply({ text, kind: 'toolResult' }, contextFor('balanced'))).toBeDefined();
    expect(foldRecords.apply({ text, kind }, contextFor('balanced'))).toBeUndefined();
    expect(sampleRecords.apply({ text, kind }, contextFor('balanced'))).toBeUndefined();
  });

  test('manuals, changelogs and licence files are left alone, whatever repeats in them', () => {
    const changelog = Array.from({ length: 60 }, (_, i) => `## 1.${i}.0\n\n* deps: mime-db@1.${i}.0\n`).join('\n');
    const licence = Array.from(
      { length: 60 },
      (_, i) => `Files: man3/a${i}.3\nCopyright: 20${10 + i} B\nLicense: GPL-2+\n`,
    ).join('\n');

    for (const text of [changelog, licence]) expect(applyTo(foldRecords, text)).toBeUndefined();
  });

  test('lines of several sources come back', () => {
    const text = Array.from({ length: 80 }, (_, i) => {
      const source = ['web-1  |', 'db     |', '[vite]', '15 silly view'][Math.floor(i / 9) % 4];
      return i % 13 === 0 ? 'A =' : `${source}${i % 7 === 0 ? '' : ` served ${i} of '${i} items'`}`;
    }).join('\n');

    expect(roundTrip(text)).toBe(text);
  });

  test('quotes that open and never close come back', () => {
    const lines = [
      '"metadata": {',
      '"labels": [',
      '"name": "x y" z',
      "'a b",
      "it's 'quoted'",
      '`tick',
      "'No",
      '">= 0.2.0"',
    ];
    const text = lines
      .flatMap((line, i) => lines.map(other => `  ${line} ${i} ${other} is ${other.length} and ${line}`))
      .join('\n');

    expect(roundTrip(text)).toBe(text);
  });

  test('any mixture of log lines, traces, blanks and look-alikes comes back byte for byte', () => {
    const word = fc.constantFrom(
      'A',
      'B',
      '^',
      '"',
      '=',
      '@',
      '{1}',
      '{}',
      '×3',
      '\\',
      "'a b'",
      "'a",
      'x',
      '',
      'error',
      '12',
      'C:',
      '/a/b.c',
      'é\u2028',
    );
    const number = fc.integer({ min: 0, max: 40 }).map(String);
    const time = fc.integer({ min: 10, max: 59 }).map(s => `2025-01-02 03:04:${s}`);
    const message = fc.array(fc.oneof(word, number), { maxLength: 5 }).map(parts => parts.join(' '));
    const line = fc.oneof(
      message,
      fc.tuple(time, message).map(([at, rest]) => `${at} ${rest}`),
      fc.tuple(time, number, number).map(([at, a, b]) => `${at} worker ${a} took '${b} ms'`),
      fc
        .tuple(number, number)
        .map(([a, b]) => `src/a${a}.ts(${a},${b}): error TS2339: Property 'x${b}' does not exist.`),
      fc.constantFrom('', '  at frame (a.js:1:2)', '    at other (b.js:3:4)', '}', '@', '=', '×2', 'A', 'A B'),
    );
    const text = fc.array(line, { maxLength: 60 }).map(lines => lines.join('\n'));

    fc.assert(
      fc.property(text, sample => {
        expect(roundTrip(sample)).toBe(sample);
      }),
      { numRuns: runs },
    );
  });
});
