import { describe, expect, test } from 'vitest';
import { carriesMarker, digestLine, omissionMarker, truncatedElement } from '../../../src/engine/transforms/marker.ts';

describe('markers', () => {
  test('an omission says how much, of what kind, and how to get it back', () => {
    const marker = omissionMarker({
      omitted: 1412,
      of: 1430,
      unit: 'lines',
      kind: 'passing tests',
      handle: 'abcdefghjk',
    });

    expect(marker).toBe('[headroom: 1,412 of 1,430 lines omitted (passing tests); get: abcdefghjk]');
  });

  test('a shortened array ends in its count, and the digest names the content', () => {
    expect(truncatedElement(995)).toBe('{"__headroom_truncated": 995}');
    expect(digestLine('abc')).toBe('<headroom:tool_digest sha256="ba7816bf8f01">');
  });

  test('rewritten text is recognised, code that mentions markers is not', () => {
    expect(carriesMarker('x\n[headroom: 1 of 2 lines omitted (y); get: z]')).toBe(true);
    expect(carriesMarker(`[1,2,${truncatedElement(3)}]`)).toBe(true);
    expect(carriesMarker('+  return `[headroom: $' + '{explanation}]`;')).toBe(false);
    expect(carriesMarker('the headroom proxy')).toBe(false);
  });
});
