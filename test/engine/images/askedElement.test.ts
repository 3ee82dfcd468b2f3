import { describe, expect, it } from 'vitest';
import { askedElement, plainText } from '../../../src/engine/images/askedElement.ts';
import type { PictureText, ReadLine } from '../../../src/engine/images/readText.ts';

const size = { width: 1000, height: 600 };

function line(top: number, ...words: readonly (readonly [string, number])[]): ReadLine {
  const read = words.map(([text, left]) => ({
    text,
    box: { left, top, width: text.length * 10, height: 16 },
    confidence: 0.9,
  }));
  return { words: read, box: { left: words[0]?.[1] ?? 0, top, width: 400, height: 16 } };
}

const dialog: PictureText = {
  reader: 'tesseract',
  confidence: 0.9,
  lines: [
    line(100, ['Unable', 100], ['to', 170], ['save', 200]),
    line(200, ['41', 20], ['const', 60], ['a', 120]),
    line(220, ['42', 20], ['const', 60], ['b', 120]),
    line(400, ['Retry', 100], ['as', 160], ['Admin', 190], ['Cancel', 300]),
  ],
};

describe('askedElement', () => {
  it('finds a label in quotation marks, with what is around it', () => {
    const found = askedElement('what does the "Retry as Admin" button do?', dialog, size);

    expect(found?.name).toBe('“Retry as Admin”');
    expect(found?.box.left).toBeLessThanOrEqual(100);
    expect((found?.box.top ?? 0) + (found?.box.height ?? 0)).toBeGreaterThan(416);
    expect((found?.box.width ?? 0) * (found?.box.height ?? 0)).toBeLessThan(size.width * size.height * 0.5);
  });

  it('finds a capitalised label before the kind of element', () => {
    expect(askedElement('is the Cancel button enabled', dialog, size)?.name).toBe('“Cancel”');
  });

  it('finds a printed line number, over the whole width', () => {
    const found = askedElement('what is in line 42?', dialog, size);

    expect(found?.name).toBe('line 42');
    expect(found?.box.width).toBe(1000);
  });

  it('takes the signs of a label for what they are', () => {
    const tabs: PictureText = {
      reader: 'tesseract',
      confidence: 0.9,
      lines: [line(10, ['main.c', 10], ['C', 200], ['C++,', 260]), line(300, ['Total', 10], ['|', 400], ['(42)', 460])],
    };

    expect(askedElement('What is in the "C++" tab?', tabs, size)?.box.top).toBe(0);
    expect(askedElement('Where is "Total |"?', tabs, size)?.box.left).toBe(0);
    expect(askedElement('What does "42" mean?', tabs, size)?.name).toBe('“42”');
    for (const label of ['>>', 'C#', '...', '?!']) {
      expect(askedElement(`What does the "${label}" button do?`, tabs, size)).toBeUndefined();
    }
  });

  it('finds no box for what lies beside an element', () => {
    expect(askedElement('what is to the right of the "Cancel" button', dialog, size)).toBeUndefined();
    expect(askedElement('the hint below the "Cancel" button', dialog, size)).toBeUndefined();
  });

  it('finds nothing that is there twice or not at all', () => {
    expect(askedElement('what is "const"', dialog, size)).toBeUndefined();
    expect(askedElement('where is "Overwrite"', dialog, size)).toBeUndefined();
    expect(askedElement('line 7', dialog, size)).toBeUndefined();
    expect(askedElement('what is this', dialog, size)).toBeUndefined();
  });
});

describe('plainText', () => {
  it('is one line per line', () => {
    expect(plainText(dialog).split('\n')[0]).toBe('Unable to save');
  });
});
