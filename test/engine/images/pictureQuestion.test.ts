import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import { questionAbout, textsBeside } from '../../../src/engine/images/pictureQuestion.ts';

const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
const text = (words: string) => ({ type: 'text', text: words });

function ask(messages: readonly unknown[]) {
  const body = Buffer.from(JSON.stringify({ model: 'm', messages }));
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  const block = index.blocks.findLast(({ kind }) => kind === 'image');
  if (block === undefined) throw new Error('no image');
  return { question: questionAbout(body, index, block), beside: textsBeside(body, index, block) };
}

describe('questionAbout', () => {
  it('is what stands beside the picture, before or behind it', () => {
    expect(ask([{ role: 'user', content: [picture, text('what is this?')] }]).question).toBe('what is this?');
    expect(ask([{ role: 'user', content: [text('look:'), picture, text('and?')] }]).question).toBe('look:\nand?');
  });

  it('is the newest question before a tool’s screenshot', () => {
    const messages = [
      { role: 'user', content: 'first question' },
      { role: 'assistant', content: 'answer' },
      { role: 'user', content: 'is the button visible?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'screenshot', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [picture] }, text('note')] },
    ];

    expect(ask(messages)).toEqual({ question: 'is the button visible?', beside: [] });
  });

  it('passes over what clients write for themselves', () => {
    const reminder = text('<system-reminder>be brief</system-reminder>');

    expect(ask([{ role: 'user', content: [picture, reminder] }]).question).toBeUndefined();
    expect(ask([{ role: 'user', content: [picture, reminder, text('why?')] }]).question).toBe('why?');
  });
});
