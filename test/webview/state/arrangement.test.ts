import { expect, test } from 'vitest';
import { firstArrangement, readArrangement } from '../../../webview/state/arrangement.ts';

test('what was saved comes back', () => {
  const saved = { ...firstArrangement, lens: 'simulate' as const, request: 'x', opened: ['conversation:a'] };

  expect(readArrangement(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
});

test('whatever does not fit falls back without failing', () => {
  const damaged = { lens: 'rings', block: 'seven', opened: [1, 'a'], simulation: { draft: { targetRatio: '9' } } };

  expect(readArrangement(damaged)).toEqual({ ...firstArrangement, opened: ['a'] });
  expect(readArrangement(null)).toEqual(firstArrangement);
});
