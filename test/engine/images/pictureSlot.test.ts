import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import type { Block } from '../../../src/engine/conversation/request.ts';
import { findPicture } from '../../../src/engine/images/pictureSlot.ts';
import type { WireFormat } from '../../../src/shared/records.ts';

function imageIn(request: unknown, format: WireFormat): { readonly body: Uint8Array; readonly block: Block } {
  const body = Buffer.from(JSON.stringify(request));
  const index = indexRequest(body, format);
  if (isUnindexed(index)) throw new Error(index.reason);
  const block = index.blocks.find(({ kind }) => kind === 'image');
  if (block === undefined) throw new Error('no image');
  return { body, block };
}

function find(request: unknown, format: WireFormat) {
  const { body, block } = imageIn(request, format);
  return findPicture(body, block);
}

const anthropic = (part: unknown) => ({ model: 'm', messages: [{ role: 'user', content: [part] }] });

describe('findPicture', () => {
  it('finds Anthropic’s base64 sources', () => {
    const found = find(
      anthropic({
        type: 'image',
        source: { type: 'base64', media_type: 'image/png', data: 'AAAA' },
        cache_control: { type: 'ephemeral' },
      }),
      'anthropic',
    );

    expect(found).toMatchObject({ mediaType: 'image/png', base64: 'AAAA', detail: 'auto' });
    expect(found?.lowDetail).toBeUndefined();
    expect(found?.cacheControl).toBe('{"type":"ephemeral"}');
    expect(found?.textPart?.('x', '')).toBe('{"type":"text","text":"x"}');
  });

  it('finds them inside tool results', () => {
    const part = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
    const result = { type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'done' }, part] };

    expect(find(anthropic(result), 'anthropic')).toMatchObject({ base64: 'AAAA' });
  });

  it('finds data URLs in chats, and where low detail goes', () => {
    const image_url = { url: 'data:image/jpeg;base64,BBBB', detail: 'auto' };
    const chat = { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url }] }] };

    expect(find(chat, 'openai-chat')).toMatchObject({
      mediaType: 'image/jpeg',
      base64: 'BBBB',
      detail: 'auto',
      lowDetail: { kind: 'openai', json: '"low"' },
    });
  });

  it('finds data URLs in responses; a computer’s screenshot takes no text', () => {
    const input = [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,CCCC' }] }];
    const output = { type: 'computer_screenshot', image_url: 'data:image/png;base64,DDDD' };
    const screenshot = [{ type: 'computer_call_output', call_id: 'c', output }];

    const found = find({ model: 'm', input }, 'openai-responses');
    expect(found?.lowDetail?.json).toBe(',"detail":"low"');
    expect(found?.textPart?.('x', '')).toBe('{"type":"input_text","text":"x"}');
    const shot = find({ model: 'm', input: screenshot }, 'openai-responses');
    expect(shot).toMatchObject({ base64: 'DDDD' });
    expect(shot?.textPart).toBeUndefined();
    expect(shot?.lowDetail).toBeUndefined();
  });

  it('finds Gemini’s inline data in both spellings, and what resolution was asked for', () => {
    const camel = { inlineData: { mimeType: 'image/png', data: 'EEEE' } };
    const snake = {
      inline_data: { mime_type: 'image/png', data: 'FFFF' },
      media_resolution: { level: 'MEDIA_RESOLUTION_HIGH' },
    };
    const contents = (part: unknown) => ({ contents: [{ role: 'user', parts: [part] }] });

    expect(find(contents(camel), 'gemini')).toMatchObject({ base64: 'EEEE', lowDetail: { kind: 'gemini' } });
    const asked = find(contents(snake), 'gemini');
    expect(asked).toMatchObject({ base64: 'FFFF', detail: 'high' });
    expect(asked?.lowDetail).toBeUndefined();
  });

  it.each([
    ['a URL', { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }, 'anthropic'],
    ['a file id', { type: 'image', source: { type: 'file', file_id: 'f' } }, 'anthropic'],
    ['a URL in a chat', { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }, 'openai-chat'],
  ] as const)('finds nothing behind %s', (_, part, format) => {
    expect(find(anthropic(part), format)).toBeUndefined();
  });
});
