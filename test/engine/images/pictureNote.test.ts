import { describe, expect, it } from 'vitest';
import {
  coarseNote,
  cropNote,
  dimensions,
  lowDetailNote,
  repeatNote,
  transcriptHead,
} from '../../../src/engine/images/pictureNote.ts';

describe('notes on pictures', () => {
  const size = { width: 1920, height: 1080 };

  it('are one line each, say how large the whole is and how to get it', () => {
    const notes = [
      coarseNote(size, { width: 640, height: 360 }, 'abcdefghjk'),
      lowDetailNote(size, 'abcdefghjk'),
      cropNote(size, { left: 960, top: 0, width: 960, height: 540 }, { name: 'top right', handle: 'abcdefghjk' }),
      transcriptHead(size, 0.91, 'abcdefghjk'),
      repeatNote(size, 3, 'abcdefghjk'),
    ];

    for (const note of notes) {
      expect(note).toMatch(/^\[headroom: [^\n]*1920×1080[^\n]*get[^\n]*: abcdefghjk\]$/);
    }
  });

  it('say where a cut lies', () => {
    expect(
      cropNote(size, { left: 960, top: 0, width: 960, height: 540 }, { name: 'top right', handle: 'abcdefghjk' }),
    ).toContain('top right (960×540 at 960,0 of 1920×1080 pixels)');
    expect(dimensions(size)).toBe('1920×1080');
  });
});
