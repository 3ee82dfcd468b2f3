import { expect, it } from 'vitest';
import { splitAsked } from '../../src/library/askedOptions.ts';

it('takes what is meant for Headroom out of a call, in either spelling', () => {
  const call = { model: 'gpt-4o', headroom_mode: 'optimize', headroomKeepTurns: 3, headroom_output_buffer_tokens: 100 };

  expect(splitAsked(call)).toEqual({
    parameters: { model: 'gpt-4o' },
    mode: 'optimize',
    options: { keepTurns: 3, outputBufferTokens: 100 },
  });
});

it('passes on the very call that asks for nothing', () => {
  const call = { model: 'gpt-4o' };

  expect(splitAsked(call).parameters).toBe(call);
});

it('refuses a mode that does not exist', () => {
  expect(() => splitAsked({ headroom_mode: 'fast' })).toThrow('headroomMode is "fast"');
});
