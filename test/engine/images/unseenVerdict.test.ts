import { describe, expect, it } from 'vitest';
import type { PictureTask } from '../../../src/engine/images/pictureTask.ts';
import { unseenVerdict } from '../../../src/engine/images/unseenVerdict.ts';

/** The first bytes of a PNG of so many pixels: all that is read. */
function pngHead(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(24);
  head.writeUInt32BE(0x89504e47, 0);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

function task(more: Partial<PictureTask> = {}): PictureTask {
  return {
    bytes: pngHead(1024, 1024),
    mediaType: 'image/png',
    question: 'What is this?',
    model: 'gpt-4o',
    detail: 'auto',
    allowsText: true,
    canRetrieve: true,
    handle: 'abcdefghjk',
    earlier: [],
    ...more,
  };
}

describe('unseenVerdict', () => {
  it('is none for a picture that somebody has to look at', () => {
    expect(unseenVerdict(task())).toBeUndefined();
  });

  it.each<[string, Partial<PictureTask>]>([
    ['the client could not get the whole picture back', { canRetrieve: false }],
    ['its place cannot hold the note that says how to get it back', { allowsText: false }],
    ['this model has no published price for pictures', { model: 'some-unknown-model' }],
    ['the request asks for high detail', { detail: 'high' }],
    ['the request asks for high detail', { detail: 'original' }],
    ['the request asks for low detail already', { detail: 'low' }],
    ['its size is not known', { bytes: pngHead(0, 10) }],
    ['no question belongs to it', { question: ' ' }],
  ])('says why nobody has to look: %s', (reason, more) => {
    expect(unseenVerdict(task(more))).toMatchObject({ technique: 'preserve', reason });
  });

  it('counts the picture by its own size and the detail that was asked for', () => {
    expect(unseenVerdict(task({ canRetrieve: false }))).toMatchObject({ tokensBefore: 765, tokensAfter: 765 });
    expect(unseenVerdict(task({ detail: 'low' }))).toMatchObject({ tokensBefore: 85, tokensAfter: 85 });
  });

  it('is none where an earlier picture may be the same, or where the signals are wanted', () => {
    const earlier = [{ id: 'a', number: 1, back: 1, bytes: pngHead(1024, 1024) }];

    expect(unseenVerdict(task({ question: '', earlier }))).toBeUndefined();
    expect(unseenVerdict(task({ canRetrieve: false, wantsSignals: true }))).toBeUndefined();
  });

  it('is none for what is no picture: the codec says what is wrong with it', () => {
    expect(unseenVerdict(task({ bytes: Buffer.from('no picture'), canRetrieve: false }))).toBeUndefined();
  });
});
