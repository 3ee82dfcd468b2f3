import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { type PictureSurroundings, pictureBirth } from '../../../../src/engine/plan/pictures/pictureBirth.ts';
import { pictureIdentity } from '../../../../src/engine/plan/pictures/pictureIdentity.ts';
import type { WireFormat } from '../../../../src/shared/records.ts';

/** A PNG's header: 2 × 3 pixels. */
const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000200000003', 'hex').toString('base64');
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } };

function request(body: unknown, format: WireFormat = 'anthropic', more: Partial<PictureSurroundings> = {}) {
  const bytes = Buffer.from(JSON.stringify(body));
  const index = indexRequest(bytes, format);
  if (isUnindexed(index)) throw new Error(index.reason);
  const block = index.blocks.findLast(({ kind }) => kind === 'image');
  if (block === undefined) throw new Error('no image');
  const around: PictureSurroundings = {
    body: bytes,
    index,
    model: 'claude-sonnet-4-5',
    canRetrieve: true,
    nameOriginal: () => 'abcdefghjk',
    isWhole: () => true,
    ...more,
  };
  return { birth: pictureBirth(block, around), identity: pictureIdentity(bytes, index, block) };
}

const asking = (question: string) => ({
  model: 'm',
  messages: [{ role: 'user', content: [picture, { type: 'text', text: question }] }],
});

describe('pictureBirth', () => {
  it('gathers the bytes, the question and what the place can hold', () => {
    const { birth } = request(asking('what is this?'));

    expect(birth).toMatchObject({
      original: `data:image/png;base64,${png}`,
      task: {
        mediaType: 'image/png',
        question: 'what is this?',
        detail: 'auto',
        allowsText: true,
        handle: 'abcdefghjk',
        earlier: [],
      },
    });
  });

  it('names earlier whole pictures of the same size', () => {
    const twice = {
      model: 'm',
      messages: [
        { role: 'user', content: [picture, { type: 'text', text: 'one' }] },
        { role: 'assistant', content: 'yes' },
        { role: 'user', content: [picture, { type: 'text', text: 'two' }] },
      ],
    };

    expect(request(twice).birth).toMatchObject({ task: { earlier: [{ number: 1, back: 1 }] } });
    expect(request(twice, 'anthropic', { isWhole: () => false }).birth).toMatchObject({ task: { earlier: [] } });
  });

  it('counts back over what stands in the place of a picture, but not over what a cut took, and not far', () => {
    const shots = (count: number) => ({
      model: 'm',
      messages: Array.from({ length: count }, (_, i) => [
        { role: 'assistant', content: [{ type: 'tool_use', id: `t${i}`, name: 'shot', input: { i } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${i}`, content: [picture] }] },
      ]).flat(),
    });
    const earlierIn = (count: number, more: Partial<PictureSurroundings>) => {
      const { birth } = request(shots(count), 'anthropic', more);
      return typeof birth === 'string' ? birth : birth.task.earlier.map(({ number, back }) => ({ number, back }));
    };

    expect(earlierIn(4, { isWhole: ({ callId }) => callId === 't1' })).toEqual([{ number: 2, back: 2 }]);
    expect(earlierIn(4, { gone: new Set([1, 5]) })).toEqual([{ number: 2, back: 1 }]);
    expect(earlierIn(9, {})).toMatchObject([{ back: 4 }, { back: 3 }, { back: 2 }, { back: 1 }]);
  });

  it('leaves alone what is not sent, and every picture beside a tool that points', () => {
    const byUrl = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };
    const computer = { type: 'computer_20250124', name: 'computer' };

    expect(request({ model: 'm', messages: [{ role: 'user', content: [byUrl] }] }).birth).toContain('only named');
    expect(request({ ...asking('what is this?'), tools: [computer] }).birth).toContain('positions');
  });

  it('respects the resolution that a Gemini request sets for all of its pictures', () => {
    const contents = [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: png } }] }];
    const generationConfig = { mediaResolution: 'MEDIA_RESOLUTION_LOW' };

    expect(request({ contents, generationConfig }, 'gemini').birth).toContain('resolution');
    expect(request({ contents }, 'gemini').birth).toMatchObject({ task: { lowDetail: 'gemini' } });
  });

  it('puts no text beside the files of a Gemini function response', () => {
    const inlineData = { mimeType: 'image/png', data: png };
    const response = { name: 'shot', response: { output: 'ok' }, parts: [{ inlineData }] };
    const contents = [
      { role: 'user', parts: [{ text: 'look' }] },
      { role: 'model', parts: [{ functionCall: { name: 'shot', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: response }] },
    ];

    expect(request({ contents }, 'gemini').birth).toMatchObject({ task: { allowsText: false, question: 'look' } });
  });
});

describe('pictureIdentity', () => {
  it('is another one for another question beside the picture', () => {
    const identities = ['what is this?', 'read the serial number'].map(question => request(asking(question)).identity);

    expect(identities[0]).not.toBe(identities[1]);
    expect(request(asking('what is this?')).identity).toBe(identities[0]);
  });
});
