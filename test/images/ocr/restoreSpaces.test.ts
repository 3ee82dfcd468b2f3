import { describe, expect, it } from 'vitest';
import { isMonospaced, restoreSpaces } from '../../../src/images/ocr/restoreSpaces.ts';

/** Characters as a recogniser gives them: without their spaces, at the columns of a grid. */
function monospaced(text: string, pitch = 24) {
  const placed = [...text].flatMap((character, i) =>
    character === ' ' ? [] : [{ character, column: 12 + i * pitch }],
  );
  return {
    characters: placed.map(({ character }) => character),
    columns: placed.map(({ column }) => column),
    confidence: 1,
  };
}

const words = (read: ReturnType<typeof monospaced>, ink = new Uint8Array(4000), isPage = true): readonly string[] =>
  restoreSpaces(read, ink, isPage).map(({ text }) => text);

describe('restoreSpaces', () => {
  it.each(['git log --oneline -n 4', 'return Math.ceil(w / 512);'])(
    'puts the spaces of %j back by the grid of its font',
    text => {
      expect(words(monospaced(text))).toEqual(text.split(' '));
    },
  );

  it('goes by gaps in the ink where the font is proportional', () => {
    const read = { characters: ['t', 'h', 'e', 'c', 'a', 't'], columns: [6, 20, 33, 60, 73, 84], confidence: 1 };
    const ink = new Uint8Array(100).fill(1);
    ink.fill(0, 40, 54);

    expect(words(read, ink, false)).toEqual(['the', 'cat']);
  });

  it('keeps the spaces that were read', () => {
    const read = { characters: ['a', ' ', 'b'], columns: [10, 30, 50], confidence: 1 };

    expect(words(read, new Uint8Array(60).fill(1), false)).toEqual(['a', 'b']);
  });
});

describe('isMonospaced', () => {
  it('believes the longer lines', () => {
    const proportional = {
      characters: [...'proportionaltextofaline'],
      columns: [...'proportionaltextofaline'].map((_, i) => i * 15 + 9 * Math.sin(i * i)),
      confidence: 1,
    };

    expect(isMonospaced([monospaced('const answer = 42; // the answer')])).toBe(true);
    expect(isMonospaced([proportional])).toBe(false);
    expect(isMonospaced([monospaced('Save')])).toBe(false);
  });
});
