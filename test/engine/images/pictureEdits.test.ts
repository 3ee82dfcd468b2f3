import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import { splice } from '../../../src/engine/conversation/splice.ts';
import {
  joinDataUrl,
  type PictureReplacement,
  pictureEdits,
  splitDataUrl,
} from '../../../src/engine/images/pictureEdits.ts';
import type { WireFormat } from '../../../src/shared/records.ts';

function edited(request: unknown, format: WireFormat, replacement: PictureReplacement) {
  const body = Buffer.from(JSON.stringify(request));
  const index = indexRequest(body, format);
  if (isUnindexed(index)) throw new Error(index.reason);
  const block = index.blocks.find(({ kind }) => kind === 'image');
  if (block === undefined) throw new Error('no image');
  return JSON.parse(Buffer.from(splice(body, pictureEdits(body, block, replacement))).toString('utf8'));
}

const cached = {
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: 'AAAA' },
  cache_control: { type: 'ephemeral' },
};
const anthropic = { model: 'm', messages: [{ role: 'user', content: [cached, { type: 'text', text: 'what?' }] }] };
const chat = {
  messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] }],
};
const responses = {
  input: [
    { role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' }] },
  ],
};
const gemini = { contents: [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }] };

describe('pictureEdits', () => {
  it('puts another picture and a note into Anthropic’s form; the cache mark stays on the picture', () => {
    const after = edited(anthropic, 'anthropic', {
      form: 'picture',
      output: 'data:image/jpeg;base64,BBBB',
      note: 'smaller',
    });

    expect(after.messages[0].content).toEqual([
      { type: 'text', text: 'smaller' },
      {
        type: 'image',
        source: { type: 'base64', media_type: 'image/jpeg', data: 'BBBB' },
        cache_control: { type: 'ephemeral' },
      },
      { type: 'text', text: 'what?' },
    ]);
  });

  it('puts a text in its place, with the cache mark', () => {
    const after = edited(anthropic, 'anthropic', { form: 'text', output: 'WET "FLOOR"\n' });

    expect(after.messages[0].content[0]).toEqual({
      type: 'text',
      text: 'WET "FLOOR"\n',
      cache_control: { type: 'ephemeral' },
    });
  });

  it('asks for low detail where OpenAI takes the wish', () => {
    const note = 'low';

    expect(edited(chat, 'openai-chat', { form: 'lowDetail', output: '', note }).messages[0].content).toEqual([
      { type: 'text', text: 'low' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
    ]);
    expect(edited(responses, 'openai-responses', { form: 'lowDetail', output: '', note }).input[0].content).toEqual([
      { type: 'input_text', text: 'low' },
      { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' },
    ]);
  });

  it('keeps a data URL a data URL', () => {
    const output = 'data:image/jpeg;base64,BBBB';

    expect(edited(responses, 'openai-responses', { form: 'picture', output }).input[0].content[0].image_url).toBe(
      output,
    );
  });

  it('asks Gemini for low resolution beside the picture', () => {
    expect(edited(gemini, 'gemini', { form: 'lowDetail', output: '', note: 'low' }).contents[0].parts).toEqual([
      { text: 'low' },
      {
        inlineData: { mimeType: 'image/png', data: 'AAAA' },
        mediaResolution: { level: 'MEDIA_RESOLUTION_LOW' },
      },
    ]);
  });

  it('leaves alone what cannot hold the replacement', () => {
    const output = { type: 'computer_screenshot', image_url: 'data:image/png;base64,AAAA' };
    const shot = { input: [{ type: 'computer_call_output', call_id: 'c', output }] };

    expect(edited(shot, 'openai-responses', { form: 'text', output: 'x' })).toEqual(shot);
    expect(edited(anthropic, 'anthropic', { form: 'lowDetail', output: '', note: 'low' })).toEqual(anthropic);
  });
});

describe('data URLs', () => {
  it('come apart and together', () => {
    expect(splitDataUrl(joinDataUrl('image/png', 'AAAA'))).toEqual({ mediaType: 'image/png', base64: 'AAAA' });
  });
});
