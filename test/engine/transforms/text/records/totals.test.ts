import { expect, test } from 'vitest';
import { countLevels, countSharedCodes } from '../../../../../src/engine/transforms/text/records/totals.ts';

test('levels are counted by line', () => {
  expect(countLevels(['[error] a', 'INFO b error', '[error] c', 'words'])).toBe('lines by level: error 2, INFO 1');
});

test('one level alone is no news', () => {
  expect(countLevels(['INFO a', 'INFO b'])).toBeUndefined();
});

test('codes are added up only where several templates share them', () => {
  const lines = ['error TS1: no', 'error TS2345: a', 'error TS2345: b', 'error TS7006: c', 'see TS2345'];

  expect(countSharedCodes(lines, [['error TS2345: {1}'], ['error TS2345: b', '  more'], ['error TS7006: {1}']])).toBe(
    'codes of several templates, lines each: TS2345 2',
  );
  expect(countSharedCodes(lines, [['error TS2345: {1}'], ['error TS7006: {1}']])).toBeUndefined();
});
