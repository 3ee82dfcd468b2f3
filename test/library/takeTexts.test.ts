import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeTexts } from '../../src/library/takeTexts.ts';

it('takes changed texts and keeps everything else the very same object', () => {
  const tools = [{ name: 'search', run: () => 1 }];
  const original = { at: new Date(0), tools, messages: [{ content: 'long' }, { content: 'short', n: undefined }] };
  const edited = JSON.parse(JSON.stringify({ ...original, messages: [{ content: 'l' }, { content: 'short' }] }));

  const taken = takeTexts(original, edited);

  expect(taken).toEqual({ at: new Date(0), tools, messages: [{ content: 'l' }, { content: 'short', n: undefined }] });
  expect((taken as typeof original).tools).toBe(tools);
  expect((taken as typeof original).messages[1]).toBe(original.messages[1]);
});

it('returns any call that was not edited as the same object', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(takeTexts(value, JSON.parse(JSON.stringify(value)))).toBe(value);
    }),
  );
});

it('takes a list from which something was cut as it is', () => {
  const tools = [{ run: () => 1 }];
  const original = { tools, messages: [{ content: 'a' }, { content: 'b' }, { content: 'c' }] };
  const edited = { tools: [{}], messages: [{ content: 'a' }, { content: 'c' }] };

  const taken = takeTexts(original, edited);

  expect(taken).toEqual({ tools, messages: [{ content: 'a' }, { content: 'c' }] });
  expect((taken as typeof original).tools).toBe(tools);
});

it('leaves out members that were left out, and keeps those that JSON never had', () => {
  const run = (): number => 1;
  const original = { schema: { title: 'Input', type: 'object', run, n: undefined } };

  expect(takeTexts(original, { schema: { type: 'object' } })).toEqual({
    schema: { type: 'object', run, n: undefined },
  });
});

it('takes a part that became another one as it is', () => {
  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
  const text = { type: 'text', text: 'WET FLOOR' };

  expect(takeTexts({ content: [picture] }, { content: [text] })).toEqual({ content: [text] });
});
