import { expect, it } from 'vitest';
import { readCharacters } from '../../../src/images/ocr/readCharacters.ts';

const alphabet = ['', 'a', 'b', '，'];

/** Scores in which each step is sure of one character. */
function steps(...best: readonly number[]) {
  const scores = new Float32Array(best.length * alphabet.length);
  best.forEach((character, step) => {
    scores[step * alphabet.length + character] = 0.9;
  });
  return { scores, offset: 0, steps: best.length, characterCount: alphabet.length, columnsPerStep: 8 };
}

it('reads one of a character that repeats, and two with nothing between them', () => {
  const { characters, columns, confidence } = readCharacters(steps(1, 1, 0, 1, 2), alphabet, 40);

  expect(characters).toEqual(['a', 'a', 'b']);
  expect(columns).toEqual([4, 28, 36]);
  expect(confidence).toBeCloseTo(0.9);
});

it('writes wide signs as plain ones, and stops where the strip ends', () => {
  expect(readCharacters(steps(3, 0, 0, 0, 0, 1), alphabet, 16).characters).toEqual([',']);
});

it('is sure of nothing where there is nothing', () => {
  expect(readCharacters(steps(0, 0), alphabet, 16)).toEqual({ characters: [], columns: [], confidence: 0 });
});
