import o200k from 'js-tiktoken/ranks/o200k_base';
import { describe, expect, it } from 'vitest';
import { hashBase, noRank, Vocabulary } from '../../../src/engine/tokens/vocabulary.ts';

describe('Vocabulary', () => {
  it('finds every published token at its rank', () => {
    const vocabulary = new Vocabulary(o200k.bpe_ranks);
    const tokens = o200k.bpe_ranks.split(' ').slice(2);

    const wrong = tokens.filter((token, rank) => rankOf(vocabulary, Buffer.from(token, 'base64')) !== rank);

    expect(tokens.length).toBeGreaterThan(199_000);
    expect(wrong).toEqual([]);
  });

  it('tells what is no token', () => {
    const vocabulary = new Vocabulary('! 0 YQ== Yg== YWI=');

    expect(rankOf(vocabulary, Buffer.from('ab'))).toBe(2);
    expect(rankOf(vocabulary, Buffer.from('ba'))).toBe(noRank);
    expect(vocabulary.bytePairs[0x6162]).toBe(2);
    expect(vocabulary.bytePairs[0x6261]).toBe(noRank);
    expect(Buffer.from(vocabulary.bytesOf(2)).toString()).toBe('ab');
  });
});

function rankOf(vocabulary: Vocabulary, bytes: Uint8Array): number {
  const hash = bytes.reduce((sum, byte) => (Math.imul(sum, hashBase) + byte) | 0, 0);
  return vocabulary.rankOf(bytes, 0, bytes.length, hash);
}
