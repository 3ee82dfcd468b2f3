import { describe, expect, it } from 'vitest';
import { isKeptPicture, keptPicture } from '../../../src/engine/images/keptPicture.ts';

describe('keptPicture', () => {
  it('gives the file’s bytes back', () => {
    const kept = keptPicture(`data:image/png;base64,${Buffer.from('pixels').toString('base64')}`);

    expect(kept).toEqual({ mediaType: 'image/png', bytes: Buffer.from('pixels') });
  });

  it.each(['a log', 'see data:image/png;base64,AAAA', 'data:image/png;base64,AAAA\nand more', 'data:text/html,x'])(
    'takes %j for a text',
    text => {
      expect(isKeptPicture(text)).toBe(false);
      expect(keptPicture(text)).toBeUndefined();
    },
  );
});
