import { expect, it } from 'vitest';
import { explainFailure } from '../../src/store/explainFailure.ts';

const failure = (codes: object): Error => Object.assign(new Error('its own words'), codes);

it.each([
  [failure({ code: 'ENOSPC' }), 'The disk with the store /s is full. Free some space.'],
  [failure({ code: 'ERR_SQLITE_ERROR', errcode: 13 }), 'The disk with the store /s is full. Free some space.'],
  [failure({ code: 'EROFS' }), 'The store /s can only be read. Make it writable again.'],
  [failure({ errcode: 8 + 256 * 4 }), 'The store /s can only be read. Make it writable again.'],
  [failure({ code: 'EACCES' }), 'The store /s may not be written. Change its permissions.'],
  [failure({ errcode: 1 }), 'its own words'],
  ['no error at all', 'no error at all'],
])('says what to do about %s', (error, says) => {
  expect(explainFailure(error, '/s')).toBe(says);
});
