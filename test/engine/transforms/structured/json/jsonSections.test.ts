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

  test('text that only looks like JSON again and again stays linear', () => {
    const hostile = '{"a":[\n'.repeat(20_000);
    const started = performance.now();

    splitJson(`${hostile}x`);

    expect(performance.now() - started).toBeLessThan(1000);
  });
});
