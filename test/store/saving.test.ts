import { expect, it } from 'vitest';
import { savingOf } from '../../src/store/saving.ts';
import { recordingOf } from './storeLab.ts';

const { saved: _, ...unsaved } = recordingOf('e1', []).exchange;

it('takes what the analysis says: saved, possible, or nothing', () => {
  const saved = { tokens: -5, usd: -0.1, source: 'measured' } as const;

  expect(savingOf({ ...unsaved, saved })).toEqual(saved);
  expect(savingOf({ ...unsaved, couldSave: { tokens: 3, usd: 1 } })).toEqual({ source: 'possible', tokens: 3, usd: 1 });
  expect(savingOf(unsaved)).toEqual({ source: 'estimated', tokens: 0, usd: 0 });
});
