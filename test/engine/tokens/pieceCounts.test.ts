import { describe, expect, it } from 'vitest';
import { PieceCounts } from '../../../src/engine/tokens/pieceCounts.ts';

const sameHash = 42;

describe('PieceCounts', () => {
  it('remembers a count', () => {
    const counts = new PieceCounts();

    counts.keep(Buffer.from('_identifier_'), 1, 11, sameHash, 3);

    expect(counts.find(Buffer.from('identifier'), 0, 10, sameHash)).toBe(3);
  });

  it('never takes one piece for another, even when their hashes are equal', () => {
    const counts = new PieceCounts();

    counts.keep(Buffer.from('abc'), 0, 3, sameHash, 2);

    expect(counts.find(Buffer.from('abd'), 0, 3, sameHash)).toBe(0);
    expect(counts.find(Buffer.from('ab'), 0, 2, sameHash)).toBe(0);
  });

  it('does not keep long pieces', () => {
    const counts = new PieceCounts();
    const long = Buffer.alloc(31, 'x');

    counts.keep(long, 0, 31, sameHash, 9);

    expect(counts.find(long, 0, 31, sameHash)).toBe(0);
  });
});
