import { expect, it } from 'vitest';
import { retrieveOriginal } from '../../src/process/retrieveOriginal.ts';

const text = 'one\r\ntwo\nthree error\nfour\n';
const find = async (handle: string) => (handle === 'abc' ? text : undefined);

it('gives the whole text as it was', async () => {
  expect(await retrieveOriginal({ handle: 'abc' }, find)).toEqual({ kind: 'found', text, isWhole: true });
});

it('gives lines by number, and those that match with their numbers', async () => {
  expect(await retrieveOriginal({ handle: 'abc', lines: { from: 2, to: 3 } }, find)).toMatchObject({
    text: 'two\nthree error',
  });
  expect(await retrieveOriginal({ handle: 'abc', pattern: 'o\\b|err' }, find)).toMatchObject({
    text: '2: two\n3: three error',
  });
  expect(await retrieveOriginal({ handle: 'abc', pattern: 'o', lines: { from: 3, to: 9 } }, find)).toMatchObject({
    text: '3: three error\n4: four',
  });
});

it('says what to do about what is gone, or no pattern', async () => {
  expect(await retrieveOriginal({ handle: 'x' }, find)).toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('expired'),
  });
  await expect(retrieveOriginal({ handle: 'abc', pattern: '(' }, find)).rejects.toThrow('not a regular expression');
});
