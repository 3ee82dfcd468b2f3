import { expect, it } from 'vitest';
import { fitToolProfile, toolProfileForms } from '../../src/shared/toolProfiles.ts';

it.each([
  ['off', 'off'],
  [{ maxLines: 40 }, { maxLines: 40 }],
  [
    { max_array_items: 5, maxDepth: 2 },
    { maxArrayItems: 5, maxDepth: 2 },
  ],
  [{}, {}],
])('takes %j', (given, profile) => {
  expect(fitToolProfile(given)).toEqual(profile);
});

it.each(['on', 5, null, ['off'], { maxLines: 0 }, { maxLines: 1.5 }, { maxlines: 5 }])('refuses %j', given => {
  expect(fitToolProfile(given)).toBeUndefined();
});

it('tells people every limit', () => {
  for (const limit of ['maxArrayItems', 'maxStringLength', 'maxDepth', 'maxLines']) {
    expect(toolProfileForms).toContain(limit);
  }
});
