import { BytePairEncoding } from './bytePairEncoding.ts';
import { type PieceEnd, pieceEndCl100k, pieceEndO200k } from './splitPieces.ts';
import { Vocabulary } from './vocabulary.ts';

/** The public vocabularies that we count exactly. */
export type EncodingName = 'o200k_base' | 'cl100k_base';

const sources: Readonly<Record<EncodingName, { readonly ranks: () => Promise<string>; readonly pieceEnd: PieceEnd }>> =
  {
    o200k_base: {
      ranks: async () => (await import('js-tiktoken/ranks/o200k_base')).default.bpe_ranks,
      pieceEnd: pieceEndO200k,
    },
    cl100k_base: {
      ranks: async () => (await import('js-tiktoken/ranks/cl100k_base')).default.bpe_ranks,
      pieceEnd: pieceEndCl100k,
    },
  };

const loaded = new Map<EncodingName, Promise<BytePairEncoding>>();

/** Loads a vocabulary on first use and keeps it: about 8 MB, and some 50 ms, for o200k_base. */
export function loadEncoding(name: EncodingName): Promise<BytePairEncoding> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const loading = read(name);
  loaded.set(name, loading);
  // A failure is not kept: the next caller may find the file again.
  loading.catch(() => loaded.delete(name));
  return loading;
}

async function read(name: EncodingName): Promise<BytePairEncoding> {
  const { ranks, pieceEnd } = sources[name];
  return new BytePairEncoding(new Vocabulary(await ranks()), pieceEnd);
}
