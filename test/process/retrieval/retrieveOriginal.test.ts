import { expect, it } from 'vitest';
import { retrieveOriginal } from '../../../src/process/retrieval/retrieveOriginal.ts';

const text = 'one\r\ntwo\nthree error\nfour\n';
const find = async (handle: string) => (handle === 'abcdefgh23' ? text : undefined);

it('gives the whole text as it was', async () => {
  const retrieved = await retrieveOriginal({ handle: 'abcdefgh23' }, find);

  expect(retrieved).toEqual({ kind: 'found', text, isWhole: true });
});

it('takes a handle with the marker that somebody copied around it', async () => {
  const marker = '[headroom: 412 of 430 lines omitted (passing tests); get: abcdefgh23]';

  expect(await retrieveOriginal({ handle: marker }, find)).toMatchObject({ text });
});

it('tells a name that cannot be a handle from an original that is gone', async () => {
  await expect(retrieveOriginal({ handle: 'the log' }, find)).rejects.toThrow('"the log" is not a handle');
  expect(await retrieveOriginal({ handle: 'zzzzzzzzzz' }, find)).toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('run the command or read the file again'),
  });
});

it('says what is wrong with a pattern', async () => {
  const asked = retrieveOriginal({ handle: 'abcdefgh23', pattern: '(' }, find);

  await expect(asked).rejects.toThrow('not a regular expression');
});

it('gives a picture whole, whatever part of it was asked for', async () => {
  const picture = 'data:image/png;base64,AAAA';

  const asked = retrieveOriginal({ handle: 'abcdefgh23', lines: { from: 2, to: 3 }, maxChars: 3 }, async () => picture);

  expect(await asked).toEqual({ kind: 'found', text: picture, isWhole: true });
});
