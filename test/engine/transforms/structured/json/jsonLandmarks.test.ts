import { expect, test } from 'vitest';
import { readQuestion } from '../../../../../src/engine/transforms/relevance.ts';
import { findLandmarks } from '../../../../../src/engine/transforms/structured/json/jsonLandmarks.ts';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';

function marksIn(text: string, question?: string): boolean[] {
  const root = parseJson(text)?.root;
  if (root?.kind !== 'array') return [];
  const landmarks = findLandmarks(text, [root], readQuestion(question));
  return root.items.map(item => landmarks.isIn(item));
}

test('first and last of each kind of failure are landmarks', () => {
  expect(marksIn('["ok","job 1 failed","job 2 failed","job 3 failed","timeout"]')).toEqual([
    false,
    true,
    false,
    true,
    true,
  ]);
});

test('a value under a key that names a failure is one, whatever it says', () => {
  expect(marksIn('[{"error":"no luck today"},{"error":null},{"note":"no luck today"}]')).toEqual([true, false, false]);
});

test('what the question names exactly is one, unless it is everywhere', () => {
  expect(marksIn('["a","b-4711","c"]', 'what about b-4711?')).toEqual([false, true, false]);
  expect(marksIn(JSON.stringify(Array.from({ length: 20 }, () => 'b-4711')), 'what about b-4711?')).not.toContain(true);
});
