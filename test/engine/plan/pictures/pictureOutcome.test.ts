import { describe, expect, it } from 'vitest';
import type { PictureVerdict } from '../../../../src/engine/images/pictureTask.ts';
import type { PictureBirth } from '../../../../src/engine/plan/pictures/pictureBirth.ts';
import { pictureOutcome } from '../../../../src/engine/plan/pictures/pictureOutcome.ts';

const birth: PictureBirth = {
  identity: 'chain:1',
  original: 'data:image/png;base64,AAAA',
  task: {
    bytes: new Uint8Array(3),
    mediaType: 'image/png',
    model: 'gpt-4o',
    detail: 'auto',
    allowsText: true,
    canRetrieve: true,
    handle: 'abcdefghjk',
    earlier: [],
  },
};
const verdict: PictureVerdict = {
  technique: 'full_low',
  confidence: 0.9,
  tokensBefore: 765,
  tokensAfter: 110,
  reason: 'because',
  size: { width: 10, height: 20 },
};

describe('pictureOutcome', () => {
  it('leaves a picture alone for good when nothing is to be changed', () => {
    expect(pictureOutcome(birth, { ...verdict, technique: 'preserve' })).toEqual({
      decision: {
        identity: 'chain:1',
        outcome: {
          kind: 'leave',
          reason: 'because',
          picture: { technique: 'preserve', confidence: 0.9, size: { width: 10, height: 20 } },
        },
        tokensBefore: 765,
        tokensAfter: 765,
      },
    });
  });

  it('keeps the original with a picture that was drawn anew', () => {
    const change = {
      kind: 'redrawn',
      bytes: Buffer.from('drawn'),
      mediaType: 'image/jpeg',
      size: { width: 5, height: 10 },
      note: 'smaller',
    } as const;

    const { decision, original } = pictureOutcome(birth, { ...verdict, change });

    expect(original).toEqual({ handle: 'abcdefghjk', text: birth.original });
    expect(decision.outcome).toMatchObject({
      kind: 'replace',
      transform: 'image_full_low',
      output: `data:image/jpeg;base64,${Buffer.from('drawn').toString('base64')}`,
      handle: 'abcdefghjk',
      picture: { form: 'picture', note: 'smaller', sizeAfter: { width: 5, height: 10 } },
    });
  });

  it('names the picture on which a reference leans', () => {
    const change = { kind: 'repeat', text: 'as before', of: 'chain:0', back: 2 } as const;

    expect(pictureOutcome(birth, { ...verdict, change }).decision.outcome).toMatchObject({
      transform: 'image_repeat',
      output: 'as before',
      dependsOn: 'chain:0',
      picture: { form: 'text', back: 2 },
    });
  });
});
