import { describe, expect, it } from 'vitest';
import type { PictureFacts } from '../../../src/engine/images/picturePlan.ts';
import { planTranscript, repeatText } from '../../../src/engine/images/pictureText.ts';
import type { PictureText } from '../../../src/engine/images/readText.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

const facts: PictureFacts = {
  size: { width: 1000, height: 480 },
  detail: 'auto',
  model: resolveModel('claude-sonnet-4-5'),
  lowDetail: undefined,
  handle: 'abcdefghjk',
  count: text => Math.ceil(text.length / 3),
};

function read(words: readonly string[], confidence = 0.9): PictureText {
  const lines = words.map((text, row) => {
    const box = { left: 10, top: row * 20, width: text.length * 8, height: 16 };
    return { words: [{ text, box, confidence }], box };
  });
  return { lines, confidence, reader: 'tesseract' };
}

describe('planTranscript', () => {
  it('gives the text under a head that says what it is, how sure, and how to get the picture', () => {
    const plan = planTranscript(facts, read(['WET', 'FLOOR'], 0.876));

    if (plan.kind === 'leave') throw new Error(plan.reason);
    expect(plan.text.split('\n')).toEqual([
      '[headroom: text read from a picture of 1000×480 pixels by OCR, confidence 87 %; single characters may be wrong; get: abcdefghjk]',
      'WET',
      'FLOOR',
    ]);
    expect(plan.tokensAfter).toBe(facts.count(plan.text));
  });

  it.each([
    ['no text', read([])],
    ['a doubtful reading', read(['WET'], 0.6)],
    ['text that costs more than its picture', read(Array.from({ length: 200 }, () => 'many words in one line'))],
    ['a secret', read(['password', 'AKIAIOSFODNN7EXAMPLE'])],
  ])('leaves a picture with %s alone', (_, text) => {
    expect(planTranscript(facts, text).kind).toBe('leave');
  });
});

describe('repeatText', () => {
  it('names the picture that it repeats', () => {
    expect(repeatText(facts, 1)).toContain('the one right before it; get: abcdefghjk');
    expect(repeatText(facts, 3)).toContain('the one 3 pictures before it');
  });
});
