import { describe, expect, test } from 'vitest';
import { splitJson } from '../../../../../src/engine/transforms/structured/json/jsonSections.ts';

function shapeOf(text: string): string[] | undefined {
  return splitJson(text)?.map(section =>
    section.kind === 'text' ? JSON.stringify(section.text) : `${section.documents.length} json`,
  );
}

describe('sections of a text', () => {
  test('JSON on successive lines belongs together, text around it is kept', () => {
    expect(shapeOf('log\n{"a":1}\n{"a":2}\nmore\n[1]\n')).toEqual([
      '"log\\n"',
      '2 json',
      '"\\nmore\\n"',
      '1 json',
      '"\\n"',
    ]);
  });

  test('documents may follow each other without a line break, and the last may be cut', () => {
    expect(shapeOf('{"a":1}{"b":2}\n{"c":')).toEqual(['1 json', '2 json']);
  });

  test('JSON inside a line is text', () => {
    expect(shapeOf('result: {"a":1}\n  [1]\n[2] ok\n')).toBeUndefined();
  });

  test('lines that begin like JSON and soon turn out to be none hide no JSON behind them', () => {
    const log = '[12] served\n'.repeat(20_000);

    expect(shapeOf(`${log}{"a":1}`)).toEqual([JSON.stringify(log), '1 json']);
  });

  test('once failed attempts have read three times as much as there is, the rest counts as text', () => {
    const unfinished = `[${'1,'.repeat(500)}\n`;
    const behind = (lines: number): string => `${unfinished.repeat(lines)}{"a":1}\n[2] ok\n${'x\n'.repeat(50_000)}`;

    expect(shapeOf(behind(10))).toHaveLength(3);
    expect(shapeOf(behind(100))).toBeUndefined();
  });
});
