import { expect, test } from 'vitest';
import { actingOptionNames } from '../../../src/shared/options.ts';
import {
  optionSections,
  optionsInSection,
  outsideSimulation,
  parseDraft,
} from '../../../webview/model/optionFields.ts';

test('every option that shapes a request has one control', () => {
  const shown = optionSections.flatMap(optionsInSection);

  expect(new Set(shown).size).toBe(shown.length);
  expect(actingOptionNames.filter(name => !shown.includes(name))).toEqual(
    actingOptionNames.filter(name => outsideSimulation.includes(name)),
  );
});

test('a draft becomes explicit values only for what was touched', () => {
  const parsed = parseDraft({ minTokensToCompress: '400', compressUserMessages: true, toolProfiles: '{"Read":"off"}' });

  expect(parsed).toEqual({
    kind: 'fits',
    overrides: { minTokensToCompress: 400, compressUserMessages: true, toolProfiles: { Read: 'off' } },
  });
});

test('a misfit names its option and what would fit', () => {
  expect(parseDraft({ targetRatio: '3' })).toMatchObject({ kind: 'misfit', option: 'targetRatio' });
  expect(parseDraft({ toolProfiles: '{' })).toMatchObject({ kind: 'misfit', option: 'toolProfiles' });
});
