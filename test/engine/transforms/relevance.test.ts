import { describe, expect, test } from 'vitest';
import { readQuestion, scoreTexts } from '../../../src/engine/transforms/relevance.ts';

describe('relevance', () => {
  test('a question is read as words to score by and names to find', () => {
    expect(readQuestion('Why does the build of `core/net.ts` fail in job 48213?')).toEqual({
      words: ['build', 'core', 'net', 'fail', 'job', '48213'],
      anchors: ['core/net.ts', '48213'],
    });
    expect(readQuestion('what is it?')).toBeUndefined();
    expect(readQuestion(undefined)).toBeUndefined();
  });

  test('rare words weigh more than frequent ones, and words that most texts hold weigh nothing', () => {
    const texts = Array.from({ length: 20 }, (_, i) => `build ${i === 7 ? 'timeout' : 'ok'}${i > 16 ? ' linux' : ''}`);

    const scores = scoreTexts({ words: ['build', 'timeout', 'linux'], anchors: [] }, texts);

    expect(scores[7]).toBeGreaterThan(scores[19] ?? 0);
    expect(scores[19]).toBeGreaterThan(0);
    expect(scores[0]).toBe(0);
  });
});
