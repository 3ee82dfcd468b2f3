import { expect, it } from 'vitest';
import { JsonlIndex } from '../../../src/store/jsonl/jsonlIndex.ts';
import { exchangePage, summarize, totalsSince } from '../../../src/store/jsonl/jsonlViews.ts';
import { recordingOf, startOfTime } from '../storeLab.ts';

function indexOf(...recordings: readonly ReturnType<typeof recordingOf>[]): JsonlIndex {
  const index = new JsonlIndex();
  for (const recording of recordings) index.add({ type: 'exchange', ...recording }, { start: 0, bytes: 1 });
  return index;
}

it('pages without skipping or repeating', () => {
  const index = indexOf(...[1, 2, 3].map(n => recordingOf(`e${n}`, [])));
  const first = exchangePage(index, { limit: 2 });

  expect(first.exchanges.map(({ id }) => id)).toEqual(['e3', 'e2']);
  expect(exchangePage(index, { limit: 2, before: first.next ?? 0 })).toMatchObject({ exchanges: [{ id: 'e1' }] });
});

it('never adds what was saved to what could have been', () => {
  const possible = recordingOf('e2', []);
  const { saved: _, ...unsaved } = possible.exchange;
  const index = indexOf(recordingOf('e1', []), {
    ...possible,
    exchange: { ...unsaved, couldSave: { tokens: 7, usd: 2 } },
  });

  expect(totalsSince(index, startOfTime).today).toMatchObject({ tokensSaved: 200, couldHaveSavedUsd: 2 });
  expect(summarize(index, 9)).toMatchObject({ totalTokensSaved: 200, totalTokensSimulated: 7, storeBytes: 9 });
  expect(summarize(indexOf(), 0)).not.toHaveProperty('firstAt');
});
