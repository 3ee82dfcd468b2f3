import { afterAll, describe, expect, it } from 'vitest';
import { ImageCompressor, Technique } from '../../src/library/image.ts';
import { photo } from '../images/pictures.ts';

const compressor = new ImageCompressor({ use_siglip: false });
afterAll(() => compressor.close());

describe('ImageCompressor', () => {
  it('compresses the pictures of messages and leaves what came in as it was', { timeout: 60_000 }, async () => {
    const url = `data:image/png;base64,${(await photo(1024, 1024)).toString('base64')}`;
    const content = [
      { type: 'text', text: 'What animal is this?' },
      { type: 'image_url', image_url: { url } },
    ];
    const messages = [{ role: 'user', content }];

    const compressed = await compressor.compress(messages, 'openai');

    expect(compressor.hasImages(messages)).toBe(true);
    expect(compressor.lastResult).toMatchObject({
      technique: Technique.FULL_LOW,
      originalTokens: 765,
      compressedTokens: 85,
    });
    expect(compressor.lastSavings).toBe(88.9);
    expect(compressed[0]?.content[1]).toEqual({ type: 'image_url', image_url: { url, detail: 'low' } });
    expect(messages[0]?.content).toBe(content);
  });

  it('has nothing to tell where there are no pictures', async () => {
    const messages = [{ role: 'user', content: 'hello' }];

    expect(await compressor.compress(messages)).toBe(messages);
    expect(compressor.hasImages(messages)).toBe(false);
    expect(compressor.lastResult).toBeUndefined();
    expect(compressor.lastSavings).toBe(0);
  });

  it('says what is wrong with an option', () => {
    expect(() => new ImageCompressor({ useSiglip: 'maybe' as never })).toThrow('useSiglip');
  });
});
